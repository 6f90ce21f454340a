// How the sound of a description travels: its ICE credentials (RFC 8839 5.4), its keys (RFC 8122 5), its DTLS role (RFC 8842 5.1).
// Tells a transport that goes on from another one. Pure.
import { after, type SdpParts, type Section } from './sdp-sections.ts';

export interface Transport {
  readonly ufrag: string | undefined;
  readonly pwd: string | undefined;
  /** Each as it stands in the line, its algorithm and its bytes in one form. */
  readonly fingerprints: readonly string[];
  readonly setup: string | undefined;
  readonly tlsId: string | undefined;
  /** RTP and RTCP share one port (RFC 5761 5.1.1). */
  readonly isMuxed: boolean;
}

/** `otherIce`: the same keys by other ICE credentials. `unknown`: too little is said to use it. */
export type Sameness = 'same' | 'otherIce' | 'other' | 'unknown';

function fingerprintsOf(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const [, algorithm, bytes] = /^a=fingerprint:\s*(\S+)\s+(\S+)/u.exec(line) ?? [];
    return algorithm === undefined || bytes === undefined
      ? []
      : [`${algorithm.toLowerCase()} ${bytes.toUpperCase()}`];
  });
}

/** The transport of a section; what it does not say itself the head says for all (RFC 8866 5.13). */
export function transportOf({ head }: SdpParts, section: Section): Transport {
  const said = (start: string): string | undefined => after(section, start) ?? after(head, start);
  const own = fingerprintsOf(section);
  return {
    ufrag: said('a=ice-ufrag:'),
    pwd: said('a=ice-pwd:'),
    fingerprints: own.length > 0 ? own : fingerprintsOf(head),
    setup: said('a=setup:')?.toLowerCase(),
    tlsId: said('a=tls-id:'),
    isMuxed: section.includes('a=rtcp-mux'),
  };
}

const sameKeys = (one: Transport, other: Transport): boolean =>
  one.fingerprints.length === other.fingerprints.length &&
  one.fingerprints.every((each) => other.fingerprints.includes(each));

/** Both may leave it out, and so says nothing (RFC 8842 4.3: an answerer without it is told by its keys). */
const sameTlsId = ({ tlsId: one }: Transport, { tlsId: other }: Transport): boolean =>
  one === undefined || other === undefined || one === other;

/** Whether `now` is the transport that was `before`. What one of them leaves out is told from the other half: keys or credentials. */
export function sameTransport(before: Transport, now: Transport): Sameness {
  const hasIce = now.ufrag !== undefined && now.pwd !== undefined;
  const hasKeys = now.fingerprints.length > 0;
  const isSameIce = hasIce && now.ufrag === before.ufrag;
  const isSameKey = hasKeys && sameKeys(before, now) && sameTlsId(before, now);
  if (hasIce && hasKeys) {
    if (!isSameKey) return 'other';
    return isSameIce ? 'same' : 'otherIce';
  }
  return isSameIce || isSameKey ? 'same' : 'unknown';
}
