// How the sound of a description travels: its ICE credentials (RFC 8839 5.4), its keys (RFC 8122 5), its DTLS role (RFC 8842 5.1).
// Tells a transport that goes on from another one. Pure.
import { transportOf, valuesOf, type Description, type Section } from './sections.ts';

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

/** Algorithm and bytes in one form; nothing of what is none. */
function fingerprint(value: string): readonly string[] {
  const [algorithm, bytes] = value.split(/\s+/u);
  return algorithm === undefined || bytes === undefined
    ? []
    : [`${algorithm.toLowerCase()} ${bytes.toUpperCase()}`];
}

/** The transport of a section, as its description has it. */
export function readTransport(description: Description, section: Section): Transport {
  const said = (name: Parameters<typeof transportOf>[2]): readonly string[] =>
    transportOf(description, section, name);
  return {
    ufrag: said('ice-ufrag')[0],
    pwd: said('ice-pwd')[0],
    fingerprints: said('fingerprint').flatMap(fingerprint),
    setup: said('setup')[0]?.toLowerCase(),
    tlsId: said('tls-id')[0],
    isMuxed: valuesOf(section.lines, 'rtcp-mux').length > 0,
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
