// What a session description of the far end says (RFC 8866, RFC 8839), free of the order and spelling it says it in.
// Owns reading the one audio section that werift writes; refuses to write (describe.ts does).

export interface Codec {
  readonly payloadType: string;
  /** Behind the payload type in `a=rtpmap`, e.g. `PCMU/8000`. */
  readonly name: string;
}

export interface DescriptionFacts {
  readonly sessionId: string;
  readonly profile: string;
  readonly port: string;
  readonly address: string;
  readonly codecs: readonly Codec[];
  readonly direction: string;
  readonly candidates: readonly { readonly address: string; readonly port: number }[];
  readonly ufrag: string | undefined;
  readonly password: string | undefined;
  readonly fingerprint: string | undefined;
  readonly setup: string | undefined;
  readonly hasMux: boolean;
  /** Keys of SDES (RFC 4568), as written. */
  readonly crypto: string | undefined;
  readonly mid: string | undefined;
  readonly ssrc: string | undefined;
  readonly cname: string | undefined;
}

function candidatesOf(lines: readonly string[]): { address: string; port: number }[] {
  const found = lines.flatMap((line) => {
    const parts = line.startsWith('a=candidate:') ? line.split(' ') : [];
    return parts.length < 6 || parts[1] !== '1' ? [] : [{ address: parts[4] ?? '', port: Number(parts[5]) }];
  });
  const isLoopback = (address: string): boolean => address.startsWith('127.');
  return found.sort((one, other) => Number(isLoopback(one.address)) - Number(isLoopback(other.address)));
}

/** Reads a description with one audio section; undefined where it has none or more. */
export function readDescription(sdp: string): DescriptionFacts | undefined {
  const lines = sdp.split(/\r?\n/);
  const media = lines.filter((line) => line.startsWith('m='));
  const [, port = '9', profile = '', ...types] = (media[0] ?? '').split(' ');
  if (media.length !== 1 || !(media[0] ?? '').startsWith('m=audio ')) return undefined;
  const first = (pattern: RegExp): string | undefined =>
    lines.map((line) => pattern.exec(line)?.[1]).find((value) => value !== undefined);
  const nameOf = (type: string): string => first(new RegExp(`^a=rtpmap:${type} (.+)$`)) ?? '';
  const candidates = candidatesOf(lines);
  const seen = candidates[0];
  return {
    sessionId: first(/^o=\S+ (\d+)/) ?? '0',
    profile,
    port: seen === undefined ? port : String(seen.port),
    address: seen?.address ?? first(/^c=IN IP4 (\S+)/) ?? '0.0.0.0',
    codecs: types.map((payloadType) => ({ payloadType, name: nameOf(payloadType) })),
    direction: first(/^a=(sendrecv|sendonly|recvonly|inactive)$/) ?? 'sendrecv',
    candidates,
    ufrag: first(/^a=ice-ufrag:(\S+)/),
    password: first(/^a=ice-pwd:(\S+)/),
    fingerprint: first(/^a=fingerprint:sha-256 (\S+)/i),
    setup: first(/^a=setup:(\S+)/),
    hasMux: lines.includes('a=rtcp-mux'),
    crypto: first(/^a=crypto:(.+)$/),
    mid: first(/^a=mid:(\S+)/),
    ssrc: first(/^a=ssrc:(\d+)/),
    cname: first(/^a=ssrc:\d+ cname:(\S+)/),
  };
}
