// What tells packets apart in nftables, as pure text. The first bits of a UDP payload say what it is (RFC 7983): 2 in the first two
// bits is RTP or RTCP, 1 is a TURN channel, 0 is STUN or DTLS. RTCP has 64 to 95 where RTP has its payload type (RFC 5761, section 4).
import type { Direction } from './fault.ts';

/** `plain`: RTP as such. `relayed`: RTP inside a TURN channel or a Send or Data indication, over UDP. */
export type Framing = 'plain' | 'relayed' | 'both';

const PAYLOAD_BIT = 64;

/** STUN messages that carry data: Send and Data indications. */
const INDICATION = `@th,${PAYLOAD_BIT},16 0x0016-0x0017`;
const CHANNEL = `@th,${PAYLOAD_BIT},2 1`;
const DATA_FIRST = `@th,${bitOf(20)},16 0x0013`;
const DATA_AFTER_ADDRESS = `@th,${bitOf(20)},16 0x0012 @th,${bitOf(32)},16 0x0013`;

function bitOf(byte: number): number {
  return PAYLOAD_BIT + byte * 8;
}

/** RTP (and RTCP) that begins at this byte of the payload. */
function mediaAt(byte: number, rtcpToo: boolean): string {
  const version = `@th,${bitOf(byte)},2 2`;
  return rtcpToo ? version : `${version} @th,${bitOf(byte) + 9},7 != 64-95`;
}

/** Matches for media over UDP, one a rule. STUN, DTLS, and with `plain` whatever a relay carries, pass. */
export function mediaMatches(rtcpToo: boolean, framing: Framing): readonly string[] {
  const plain = [mediaAt(0, rtcpToo)];
  const relayed = [
    `${CHANNEL} ${mediaAt(4, rtcpToo)}`,
    `${INDICATION} ${DATA_FIRST} ${mediaAt(24, rtcpToo)}`,
    `${INDICATION} ${DATA_AFTER_ADDRESS} ${mediaAt(36, rtcpToo)}`,
  ];
  const chosen = framing === 'plain' ? plain : framing === 'relayed' ? relayed : [...plain, ...relayed];
  return chosen.map((match) => `meta l4proto udp ${match}`);
}

/** Matches for a client's packets on their way through its router, where it has its inside address. */
export function directionMatches(addresses: readonly string[], direction: Direction): readonly string[] {
  const set = `{ ${addresses.join(', ')} }`;
  const out = `ip saddr ${set}`;
  const back = `ip daddr ${set}`;
  return direction === 'out' ? [out] : direction === 'in' ? [back] : [out, back];
}

const PER_PERCENT = 100;
const ALL = 100 * PER_PERCENT;

/** Matches `percent` of what comes, at random; nft refuses a comparison that is always true. */
export function lossMatch(percent: number): string {
  const share = Math.round(percent * PER_PERCENT);
  return share >= ALL ? '' : ` numgen random mod ${ALL} < ${share}`;
}
