// SDP in which nobody can be reached: for the numbers that answer and never open a media path (RFC 8839 section 5.1).
// Owns the rewritings.

import { ownIpv4Addresses } from '../../shared/network-address.ts';

/** From TEST-NET-3 (RFC 5737): routed nowhere, so that checks vanish instead of being refused. */
const NOWHERE = '203.0.113.1';

function withCandidate(sdp: string, address: string): string {
  const lines = sdp.split('\r\n').filter((line) => !line.startsWith('a=candidate:'));
  const at = lines.findIndex((line) => line.startsWith('m='));
  if (at === -1) return sdp;
  const candidate = `a=candidate:1 1 udp 2130706431 ${address} 40000 typ host`;
  const end = lines.findIndex((line, index) => index > at && (line.startsWith('m=') || line === ''));
  return [...lines.slice(0, end), candidate, ...lines.slice(end)]
    .map((line) => line.replace(/^c=IN IP4 .*/, `c=IN IP4 ${address}`))
    .join('\r\n');
}

/** The far end's answer, with the one candidate that never replies. */
export function withDeadCandidate(sdp: string): string {
  return withCandidate(sdp, NOWHERE);
}

/** Addresses of private networks that few have (RFC 1918). */
const PRIVATE = ['10.255.77.5', '172.31.77.5', '192.168.254.5'];

/** An address of a private network that this machine, and so the phone of the demo, is not on. */
export function strangePrivateAddress(own: readonly string[]): string {
  const networkOf = (address: string): string => address.split('.').slice(0, 2).join('.');
  return PRIVATE.find((each) => !own.map(networkOf).includes(networkOf(each))) ?? '10.255.77.5';
}

/** The far end's answer as of a server behind a NAT that does not know its public address. */
export function withPrivateCandidate(sdp: string): string {
  return withCandidate(sdp, strangePrivateAddress(ownIpv4Addresses()));
}

/** The caller's offer without any candidate, so that the far end sends no checks by which it would be found. */
export function withoutCandidates(sdp: string): string {
  return sdp
    .split('\r\n')
    .filter((line) => !line.startsWith('a=candidate:'))
    .join('\r\n');
}
