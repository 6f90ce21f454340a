// WebSocket server addresses (RFC 7118 5, RFC 6455 3): what a person may type and what is refused.
import { MAX_RANK, type WebSocketServer } from './transport/server-order.ts';

export type WebSocketServerResult =
  | { readonly kind: 'valid'; readonly url: string }
  | { readonly kind: 'invalid'; readonly reason: 'syntax' | 'scheme' | 'insecure' | 'port' };

const PATTERN =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\[[0-9a-f:.]+\]|[0-9a-z_](?:[0-9a-z_.-]*[0-9a-z_])?)(?::(\d{1,5}))?(\/[^\s#]*)?$/iu;
/** `wss//host` and `wss://https://host` name no host, but a scheme in its place. */
const NO_HOST = /^(?:wss?:\/\/(?:wss?|https?|sips?):?|(?:wss?|https?|sips?))\/\//iu;
/** No label of a name is empty or longer than 63 (RFC 1035 2.3.4). */
const NO_LABEL = /\.\.|[^.]{64}/u;
const LOCAL = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;

/** Ports that browsers refuse for WebSocket (Fetch 2.9, "bad port"), all of them. */
const BLOCKED_PORTS = new Set(
  `0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 139 143
  161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659
  4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080`
    .split(/\s+/u)
    .map(Number),
);

/**
 * Checks a WebSocket server address; without a scheme it is taken as `wss://`.
 * `ws:` goes to this machine only, since everything else would send SIP in the clear.
 */
export function checkWebSocketServer(input: string): WebSocketServerResult {
  const match = PATTERN.exec(input.trim());
  if (!match || NO_HOST.test(input.trim()) || NO_LABEL.test(match[2] ?? ''))
    return { kind: 'invalid', reason: 'syntax' };
  const scheme = (match[1] ?? 'wss').toLowerCase();
  const host = (match[2] ?? '').toLowerCase();
  if (scheme !== 'wss' && scheme !== 'ws') return { kind: 'invalid', reason: 'scheme' };
  if (scheme === 'ws' && !LOCAL.test(host)) return { kind: 'invalid', reason: 'insecure' };
  const port = match[3] === undefined ? undefined : Number(match[3]);
  if (port !== undefined && (port === 0 || port > 65_535)) return { kind: 'invalid', reason: 'syntax' };
  if (port !== undefined && BLOCKED_PORTS.has(port)) return { kind: 'invalid', reason: 'port' };
  const suffix = port === undefined ? '' : `:${String(port)}`;
  return { kind: 'valid', url: `${scheme}://${host}${suffix}${match[4] ?? '/'}` };
}

export type WebSocketServersResult =
  | { readonly kind: 'valid'; readonly servers: readonly [WebSocketServer, ...WebSocketServer[]] }
  | { readonly kind: 'invalid'; readonly reason: 'syntax' | 'scheme' | 'insecure' | 'port' };

/** The servers of a list: commas, semicolons and line ends part them, but not within what stands behind a question mark. */
export function serverEntries(input: string): readonly string[] {
  const entries = [''];
  let isQuery = false;
  for (let index = 0; index < input.length; index += 1) {
    const sign = input.charAt(index);
    const ahead = input.slice(index + 1, index + 7);
    const parts: boolean =
      sign === '\n' || (/[,;]/u.test(sign) && (!isQuery || /^(?:\s|$|wss?:\/)/iu.test(ahead)));
    if (parts) entries.push('');
    else entries.push(`${entries.pop() ?? ''}${sign}`);
    isQuery = !parts && !/\s/u.test(sign) && (isQuery || sign === '?');
  }
  return entries.filter((entry) => entry.trim() !== '');
}

/** A server as typed: its address, and its rank where one follows. */
const RANKED = /^(\S+)(?:\s+(\d{1,5}))?(?:\s+(\d{1,5}))?$/u;

/**
 * Checks a list of servers as typed: separated by commas or line ends, the preferred one first. An address may be followed by
 * priority and weight as in a DNS SRV record (RFC 2782); without them the order decides.
 */
export function checkWebSocketServers(input: string): WebSocketServersResult {
  const entries = serverEntries(input);
  const servers: WebSocketServer[] = [];
  for (const [index, entry] of entries.entries()) {
    const [, address = '', priority, weight] = RANKED.exec(entry.trim()) ?? [];
    const checked = checkWebSocketServer(address);
    if (checked.kind === 'invalid') return checked;
    const rank = { priority: Number(priority ?? (index + 1) * 10), weight: Number(weight ?? 0) };
    if (rank.priority > MAX_RANK || rank.weight > MAX_RANK) return { kind: 'invalid', reason: 'syntax' };
    servers.push({ url: checked.url, ...rank });
  }
  const [first, ...rest] = servers;
  return first === undefined
    ? { kind: 'invalid', reason: 'syntax' }
    : { kind: 'valid', servers: [first, ...rest] };
}

/** Whether the order alone says which server comes first. */
export function isPlainOrder(servers: readonly WebSocketServer[]): boolean {
  return servers.every(({ priority, weight }, index) => priority === (index + 1) * 10 && weight === 0);
}

/** The servers as a person would type them; `checkWebSocketServers` reads them back. */
export function formatWebSocketServers(servers: readonly WebSocketServer[]): string {
  const plain = isPlainOrder(servers);
  return servers
    .map(({ url, priority, weight }) => (plain ? url : `${url} ${String(priority)} ${String(weight)}`))
    .join(', ');
}

/** The URL as screens show it: what stands behind the question mark may be a key. */
export function shownServer(url: string): string {
  return url.split('?', 1).join();
}
