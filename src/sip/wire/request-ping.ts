// The requests that ask a server for a sign of life: OPTIONS (RFC 3261 11), or a REGISTER without Contact, which only asks what is
// registered (RFC 3261 10.2.3). Any answer will do, a challenge or a refusal too: none of them carries credentials.
import { branchOf, cseqOf, type SipHead } from './sip-message.ts';

export interface PingIdentity {
  /** `WS` or `WSS` (RFC 7118 5.1). */
  readonly viaTransport: string;
  readonly domain: string;
  readonly username: string;
}

export type PingMethod = 'OPTIONS' | 'REGISTER';

const BRANCH = 'z9hG4bKping';

/** A ping; `token` makes its branch, tag and Call-ID unique. */
export function requestPing(method: PingMethod, identity: PingIdentity, token: string): string {
  const { viaTransport, domain, username } = identity;
  const own = `<sip:${username}@${domain}>`;
  return [
    `${method} sip:${domain} SIP/2.0`,
    `Via: SIP/2.0/${viaTransport} ping.invalid;branch=${BRANCH}${token}`,
    `From: ${own};tag=${token}`,
    `To: ${method === 'REGISTER' ? own : `<sip:${domain}>`}`,
    `Call-ID: ping-${token}`,
    `CSeq: 1 ${method}`,
    'Max-Forwards: 70',
    'User-Agent: Bothways',
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');
}

/** Which of our pings a message answers; undefined where it answers none. */
export function pingAnswered(head: SipHead): PingMethod | undefined {
  if (head.statusCode === undefined || !branchOf(head).startsWith(BRANCH)) return undefined;
  const method = cseqOf(head)?.method;
  return method === 'OPTIONS' || method === 'REGISTER' ? method : undefined;
}
