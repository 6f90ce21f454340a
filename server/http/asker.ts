// Who asks: what an HTTP request or a WebSocket upgrade says of the page and the machine behind it.
// Owns whom to believe about that: the demo's own web server in front, known by a secret of this run; nobody else.
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Carries the secret from the demo's web server to the PBX. */
export const GATEWAY_HEADER = 'x-bothways-gateway';

export interface Asker {
  /** The Host under which the browser asked, lower case, port included. */
  readonly host: string;
  readonly scheme: 'http' | 'https';
  /** The IP address of the machine. */
  readonly address: string;
  readonly origin: string | undefined;
  /** Sec-Fetch-Site, where the browser sends it. */
  readonly fetchSite: string | undefined;
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** IPv4 inside IPv6 becomes IPv4. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:/, '');
}

/** Reads who asks. `gatewaySecret`: by which the web server in front is known; undefined where there is none. */
export function askerOf({ headers, socket }: IncomingMessage, gatewaySecret: string | undefined): Asker {
  const given = single(headers[GATEWAY_HEADER]) ?? '';
  const isForwarded = gatewaySecret !== undefined && isEqual(given, gatewaySecret);
  const forwarded = (name: string): string | undefined => (isForwarded ? single(headers[name]) : undefined);
  return {
    host: (forwarded('x-forwarded-host') ?? headers.host ?? '').toLowerCase(),
    scheme: forwarded('x-forwarded-proto') === 'https' ? 'https' : 'http',
    address: plainAddress(forwarded('x-forwarded-for') ?? socket.remoteAddress ?? ''),
    origin: headers.origin,
    fetchSite: single(headers['sec-fetch-site']),
  };
}
