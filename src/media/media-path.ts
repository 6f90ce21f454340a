// How the sound of a call travels, as the browser's statistics tell it (RFC 8445, RFC 8656).

/** How the media travels: directly, or through a relay over UDP, TCP or TLS (RFC 8656 2.1). */
export type MediaPath = 'unknown' | 'direct' | 'relayUdp' | 'relayTcp' | 'relayTls';

export const CANDIDATE_TYPES = ['host', 'srflx', 'prflx', 'relay'] as const;
/** RFC 8445 5.1.1. */
export type CandidateType = (typeof CANDIDATE_TYPES)[number];

/** Both ends of the selected pair. */
export interface CandidateEnds {
  readonly local: CandidateType;
  readonly remote: CandidateType;
  /** Between the two candidates; `relay` candidates reach their relay in their own way. */
  readonly protocol: 'udp' | 'tcp' | undefined;
}
