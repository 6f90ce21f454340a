// The OPTIONS request that asks a server for a sign of life (RFC 3261 11); any answer to it will do.
import { branchOf, cseqOf, type SipHead } from './sip-message.ts';

export interface PingIdentity {
  /** `WS` or `WSS` (RFC 7118 5.1). */
  readonly viaTransport: string;
  readonly domain: string;
  readonly username: string;
}

const BRANCH = 'z9hG4bKping';

/** A ping; `token` makes its branch, tag and Call-ID unique. */
export function optionsPing(identity: PingIdentity, token: string): string {
  const { viaTransport, domain, username } = identity;
  return [
    `OPTIONS sip:${domain} SIP/2.0`,
    `Via: SIP/2.0/${viaTransport} ping.invalid;branch=${BRANCH}${token}`,
    `From: <sip:${username}@${domain}>;tag=${token}`,
    `To: <sip:${domain}>`,
    `Call-ID: ping-${token}`,
    'CSeq: 1 OPTIONS',
    'Max-Forwards: 70',
    'User-Agent: Bothways',
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');
}

/** Whether a message answers one of our pings. */
export function answersPing(head: SipHead): boolean {
  return (
    head.statusCode !== undefined && cseqOf(head)?.method === 'OPTIONS' && branchOf(head).startsWith(BRANCH)
  );
}
