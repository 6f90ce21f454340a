// STUN and TURN URIs (RFC 7064 3.1, RFC 7065 3.1): parsing what people type, and the list a browser takes.
// Refuses: guessing a server where none is given.

/** One STUN or TURN server address. */
export interface IceServerUri {
  readonly scheme: 'stun' | 'stuns' | 'turn' | 'turns';
  /** Host name, IPv4 address or IPv6 address without brackets. */
  readonly host: string;
  /** 1 to 65 535. */
  readonly port: number;
  /** TURN only; `turns` is TLS over `tcp`. */
  readonly transport: 'udp' | 'tcp' | undefined;
}

/** The structure of RTCIceServer, always with `urls` as a list. */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/** Which candidates a call may use: all, or relayed ones alone, which hide the own address (RFC 8828 5.2, RTCIceTransportPolicy). */
export type IceTransportPolicy = 'all' | 'relay';

export type IceServerUriResult =
  | { readonly kind: 'valid'; readonly uri: IceServerUri }
  | { readonly kind: 'invalid'; readonly reason: 'scheme' | 'host' | 'port' | 'transport' };

type Scheme = IceServerUri['scheme'];

const PATTERN = /^(?:(stuns?|turns?):(?:\/\/)?)?(\[[0-9a-f:.]+\]|[^:[\]/?#\s]+)(?::([^?]*))?(?:\?(.*))?$/iu;
const HOST = /^(?:[0-9a-z_](?:[0-9a-z_-]*[0-9a-z_])?)(?:\.[0-9a-z_](?:[0-9a-z_-]*[0-9a-z_])?)*\.?$/iu;

function defaultPort(scheme: Scheme): number {
  return scheme === 'stuns' || scheme === 'turns' ? 5349 : 3478;
}

function parsePort(text: string | undefined, scheme: Scheme): number | undefined {
  if (text === undefined) return defaultPort(scheme);
  if (!/^\d{1,5}$/u.test(text)) return undefined;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : undefined;
}

function parseTransport(query: string | undefined): 'udp' | 'tcp' | undefined | 'invalid' {
  if (query === undefined) return undefined;
  const match = /^transport=(udp|tcp)$/iu.exec(query);
  return match ? (match[1]?.toLowerCase() as 'udp' | 'tcp') : 'invalid';
}

/** An IPv6 address as people type it gets the brackets that a URI needs (RFC 3986 3.2.2). */
function bracketed6(text: string): string {
  return /^(?=(?:[^:]*:){2})[0-9a-f:.]+$/iu.test(text) ? `[${text}]` : text;
}

/**
 * Parses a STUN or TURN URI. A bare `host` or `host:port` takes `assumed` as its scheme, one without a port takes `port`.
 * `stun:` takes no transport (RFC 7064 3.1); default ports 3478 and, over TLS, 5349.
 */
export function parseIceServerUri(text: string, assumed: Scheme, port?: string): IceServerUriResult {
  const trimmed = bracketed6(text.trim());
  if (/^(?!(?:stun|turn)s?:)[a-z][a-z0-9+.-]*:\/\//iu.test(trimmed))
    return { kind: 'invalid', reason: 'scheme' };
  const match = /^(?:stun|turn)s?:(?:\/\/)?$/iu.test(trimmed) ? null : PATTERN.exec(trimmed);
  if (!match) return { kind: 'invalid', reason: 'host' };
  const scheme = (match[1]?.toLowerCase() ?? assumed) as Scheme;
  const family = assumed.slice(0, 4);
  if (!scheme.startsWith(family)) {
    return { kind: 'invalid', reason: 'scheme' };
  }
  const bracketed = match[2] ?? '';
  const host = bracketed.replace(/^\[|\]$/gu, '').toLowerCase();
  if (!bracketed.startsWith('[') && !HOST.test(host)) return { kind: 'invalid', reason: 'host' };
  const number = parsePort(match[3] ?? port, scheme);
  if (number === undefined) return { kind: 'invalid', reason: 'port' };
  const transport = parseTransport(match[4]);
  if (transport === 'invalid' || (transport !== undefined && family === 'stun')) {
    return { kind: 'invalid', reason: 'transport' };
  }
  if (scheme === 'turns' && transport === 'udp') return { kind: 'invalid', reason: 'transport' };
  return { kind: 'valid', uri: { scheme, host, port: number, transport } };
}

/** The URI as text, with the port always written. */
export function formatIceServerUri(uri: IceServerUri): string {
  const host = uri.host.includes(':') ? `[${uri.host}]` : uri.host;
  const query = uri.transport === undefined ? '' : `?transport=${uri.transport}`;
  return `${uri.scheme}:${host}:${String(uri.port)}${query}`;
}

/**
 * One name for a server URL however it is written, to compare what a browser says of it: port and transport always there
 * (RFC 7064 3.2, RFC 7065 3.1). What is no such URL stays as it is.
 */
export function serverKey(url: string): string {
  const parsed = parseIceServerUri(url, /^turn/iu.test(url.trim()) ? 'turn' : 'stun');
  if (parsed.kind === 'invalid') return url;
  const { uri } = parsed;
  const transport =
    uri.scheme === 'turn' ? (uri.transport ?? 'udp') : uri.scheme === 'turns' ? 'tcp' : undefined;
  return formatIceServerUri({ ...uri, transport });
}
