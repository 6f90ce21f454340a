// SDP in which nobody can be reached: for the number that answers and never opens a media path (RFC 8839 section 5.1).
// Owns the two rewritings; pure.

/** From TEST-NET-3 (RFC 5737): routed nowhere, so that checks vanish instead of being refused. */
const NOWHERE = '203.0.113.1';

/** The far end's answer, with the one candidate that never replies. */
export function withDeadCandidate(sdp: string): string {
  const lines = sdp.split('\r\n').filter((line) => !line.startsWith('a=candidate:'));
  const at = lines.findIndex((line) => line.startsWith('m='));
  if (at === -1) return sdp;
  const candidate = `a=candidate:1 1 udp 2130706431 ${NOWHERE} 40000 typ host`;
  const end = lines.findIndex((line, index) => index > at && (line.startsWith('m=') || line === ''));
  return [...lines.slice(0, end), candidate, ...lines.slice(end)]
    .map((line) => line.replace(/^c=IN IP4 .*/, `c=IN IP4 ${NOWHERE}`))
    .join('\r\n');
}

/** The caller's offer without any candidate, so that the far end sends no checks by which it would be found. */
export function withoutCandidates(sdp: string): string {
  return sdp
    .split('\r\n')
    .filter((line) => !line.startsWith('a=candidate:'))
    .join('\r\n');
}
