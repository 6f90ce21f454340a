// SDP with one audio section as a browser writes it (RFC 8866, RFC 9429 5), others that it refuses beside it, and the little that must
// be read back.

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
  /** The key of this side; one for all that a test writes by hand. */
  readonly fingerprint?: string;
  /** Written without a group where the offer had none. */
  readonly isBundled?: boolean;
  /** The sound is refused: port 0. */
  readonly isRefused?: boolean;
  /** `m=` lines, with their mids, of sections that stand before and after the sound, all refused. */
  readonly before?: readonly OtherSection[];
  readonly after?: readonly OtherSection[];
}

export interface OtherSection {
  readonly media: string;
  readonly proto: string;
  readonly mid: string | undefined;
}

export const PEER_FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');

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

const refusedSections = (sections: readonly OtherSection[] = []): readonly string[] =>
  sections.flatMap(({ media, proto, mid }) => [
    `m=${media} 0 ${proto} 0`,
    'c=IN IP4 0.0.0.0',
    ...(mid === undefined ? [] : [`a=mid:${mid}`]),
    'a=inactive',
  ]);

export function writeSdp(sdp: FakeSdp): string {
  const mid = sdp.mid ?? '0';
  const isBundled = (sdp.isBundled ?? true) && sdp.isRefused !== true;
  return [
    'v=0',
    `o=- 4611731400430051336 ${String(sdp.version)} IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    ...(isBundled ? [`a=group:BUNDLE ${mid}`] : []),
    'a=msid-semantic: WMS',
    ...refusedSections(sdp.before),
    `m=audio ${sdp.isRefused === true ? '0' : '9'} UDP/TLS/RTP/SAVPF 111 0 8 110`,
    'c=IN IP4 0.0.0.0',
    'a=rtcp:9 IN IP4 0.0.0.0',
    ...sdp.candidates.map((candidate) => `a=${candidate}`),
    `a=ice-ufrag:${sdp.ufrag}`,
    `a=ice-pwd:${sdp.pwd}`,
    'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${sdp.fingerprint ?? PEER_FINGERPRINT}`,
    `a=setup:${sdp.setup}`,
    `a=mid:${mid}`,
    `a=${sdp.direction}`,
    'a=rtcp-mux',
    'a=rtpmap:111 opus/48000/2',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:110 telephone-event/48000',
    ...refusedSections(sdp.after),
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

export const setupOf = (sdp: string): string | undefined => attribute(sdp, 'setup');

/** One `m=` as a peer connection reads it. */
export interface FakeSection {
  readonly media: string;
  readonly proto: string;
  readonly isUsed: boolean;
  readonly mid: string | undefined;
  readonly ufrag: string | undefined;
  readonly pwd: string | undefined;
  readonly fingerprint: string | undefined;
  readonly isMuxed: boolean;
  readonly text: string;
}

/** The sections of a description; what the head says stands for all. */
export function readSections(sdp: string): readonly FakeSection[] {
  const [head = '', ...rest] = sdp.split(/(?:^|\r?\n)m=/u);
  return rest.map((text) => {
    const [, media = '', port = '', proto = ''] = /^(\S+) (\d+)\S* (\S+)/u.exec(text) ?? [];
    const said = (name: string): string | undefined => attribute(text, name) ?? attribute(head, name);
    return {
      media,
      proto,
      isUsed: port !== '0',
      mid: attribute(text, 'mid'),
      ufrag: said('ice-ufrag'),
      pwd: said('ice-pwd'),
      fingerprint: said('fingerprint'),
      isMuxed: /^a=rtcp-mux\r?$/mu.test(text),
      text,
    };
  });
}

/** Whether one of the payloads is a sound that browsers have (RFC 7874 3). */
export function canHear({ text }: FakeSection): boolean {
  const payloads = /^\S+ \S+ \S+ (.*?)\r?$/mu.exec(text)?.[1]?.split(' ') ?? [];
  return payloads.some(
    (payload) =>
      ['0', '8', '9'].includes(payload) ||
      new RegExp(`^a=rtpmap:${payload} (?:opus|pcmu|pcma|g722)/`, 'imu').test(text),
  );
}

/** Reads what a peer connection needs of the sound. Throws where there is none. */
export function readSdp(sdp: string): {
  direction: Direction;
  ufrag: string | undefined;
  mid: string;
  isUsed: boolean;
} {
  const sound = readSections(sdp).find(({ media }) => media === 'audio');
  if (sound === undefined) throw new Error('no SDP with an audio section');
  return {
    direction: directionOf(sound.text),
    ufrag: sound.ufrag,
    mid: sound.mid ?? '0',
    isUsed: sound.isUsed,
  };
}
