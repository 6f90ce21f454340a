// SDP with one audio section as a browser writes it (RFC 8866, RFC 9429 5), and the little that must be read back.

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

export interface FakeSdp {
  /** Grows by one with each description that differs (RFC 8866 5.2). */
  readonly version: number;
  readonly direction: Direction;
  readonly ufrag: string;
  readonly pwd: string;
  /** `a=setup` value: `actpass` in an offer. */
  readonly setup: 'actpass' | 'active' | 'passive';
  readonly candidates: readonly string[];
  readonly mid?: string;
}

/** Names the directions from our side as the far side sees them. */
export function reversed(direction: Direction): Direction {
  if (direction === 'sendonly') return 'recvonly';
  return direction === 'recvonly' ? 'sendonly' : direction;
}

/** What both want (RFC 3264 6.1); both from the same side. */
export function common(one: Direction, other: Direction): Direction {
  const both = (letters: 'send' | 'recv'): boolean =>
    [one, other].every((each) => each === 'sendrecv' || each.startsWith(letters));
  if (both('send')) return both('recv') ? 'sendrecv' : 'sendonly';
  return both('recv') ? 'recvonly' : 'inactive';
}

export function writeSdp(sdp: FakeSdp): string {
  const mid = sdp.mid ?? '0';
  return [
    'v=0',
    `o=- 4611731400430051336 ${String(sdp.version)} IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    `a=group:BUNDLE ${mid}`,
    'a=msid-semantic: WMS',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111 0 8 110',
    'c=IN IP4 0.0.0.0',
    'a=rtcp:9 IN IP4 0.0.0.0',
    ...sdp.candidates.map((candidate) => `a=${candidate}`),
    `a=ice-ufrag:${sdp.ufrag}`,
    `a=ice-pwd:${sdp.pwd}`,
    'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`,
    `a=setup:${sdp.setup}`,
    `a=mid:${mid}`,
    `a=${sdp.direction}`,
    'a=rtcp-mux',
    'a=rtpmap:111 opus/48000/2',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:110 telephone-event/48000',
    '',
  ].join('\r\n');
}

function attribute(sdp: string, name: string): string | undefined {
  return new RegExp(`^a=${name}:(.*?)\r?$`, 'mu').exec(sdp)?.[1];
}

/** The sound direction an SDP names; `sendrecv` where it names none (RFC 8866 6.7). */
export function directionOf(sdp: string): Direction {
  return (/^a=(sendrecv|sendonly|recvonly|inactive)\r?$/mu.exec(sdp)?.[1] ?? 'sendrecv') as Direction;
}

export const ufragOf = (sdp: string): string | undefined => attribute(sdp, 'ice-ufrag');

/** Reads what a peer connection needs. Throws where there is no SDP with an audio section. */
export function readSdp(sdp: string): { direction: Direction; ufrag: string | undefined; mid: string } {
  if (!/^v=0\r?\n/u.test(sdp) || !/^m=audio /mu.test(sdp)) throw new Error('no SDP with an audio section');
  return { direction: directionOf(sdp), ufrag: ufragOf(sdp), mid: attribute(sdp, 'mid') ?? '0' };
}
