// WebSocket server addresses (RFC 7118 5, RFC 6455 3): what a person may type and what is refused.

export type WebSocketServerResult =
  | { readonly kind: 'valid'; readonly url: string }
  | { readonly kind: 'invalid'; readonly reason: 'syntax' | 'scheme' | 'insecure' | 'port' };

const PATTERN =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\[[0-9a-f:.]+\]|[0-9a-z](?:[0-9a-z.-]*[0-9a-z])?)(?::(\d{1,5}))?(\/[^\s#]*)?$/iu;
const LOCAL = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;

/** Ports that browsers refuse for WebSocket (Fetch 2.9, "bad port"), as far as SIP users meet them. */
const BLOCKED_PORTS: readonly number[] = [5060, 5061];

/**
 * Checks a WebSocket server address; without a scheme it is taken as `wss://`.
 * `ws:` goes to this machine only, since everything else would send SIP in the clear.
 */
export function checkWebSocketServer(input: string): WebSocketServerResult {
  const match = PATTERN.exec(input.trim());
  if (!match) return { kind: 'invalid', reason: 'syntax' };
  const scheme = (match[1] ?? 'wss').toLowerCase();
  const host = (match[2] ?? '').toLowerCase();
  if (scheme !== 'wss' && scheme !== 'ws') return { kind: 'invalid', reason: 'scheme' };
  if (scheme === 'ws' && !LOCAL.test(host)) return { kind: 'invalid', reason: 'insecure' };
  const port = match[3] === undefined ? undefined : Number(match[3]);
  if (port !== undefined && (port === 0 || port > 65_535)) return { kind: 'invalid', reason: 'syntax' };
  if (port !== undefined && BLOCKED_PORTS.includes(port)) return { kind: 'invalid', reason: 'port' };
  const suffix = port === undefined ? '' : `:${String(port)}`;
  return { kind: 'valid', url: `${scheme}://${host}${suffix}${match[4] ?? '/'}` };
}
