// What the far side's description tells of the sound before anybody says hello: each finding with how sure it is. What no browser can take
// is judged in sip/description-faults.ts alone and only passed on here; here it is judged whether what it can take will be reached. A
// finding is no verdict: where sound arrives, whatever the description says, the sound is right. Pure.
import type { DescriptionFault } from '../sip/description-faults.ts';
import type { DescriptionSummary, SeenCandidate } from '../sip/description/summary.ts';

/**
 * `sure`: nothing can come of it; `likely`: only where the far side finds us, or a way leads there that addresses don't tell (a VPN);
 * `possible`: as likely as not.
 */
export type Confidence = 'sure' | 'likely' | 'possible';

/** Why none of the candidates of a description can be used. */
export type WhyUnusable =
  /** There is none. */
  | 'none'
  /** Only such as open TCP connections themselves, and wait for none. */
  | 'tcpActive'
  /** 127.0.0.1, ::1: each computer's own. */
  | 'loopback'
  /** 0.0.0.0, port 0, or no address at all. */
  | 'nowhere'
  /** Names that only the same local network resolves (mDNS). */
  | 'hidden'
  /** IPv6 alone, where this side has IPv4 alone, or the other way round. */
  | 'otherFamily';

export type DescriptionFinding =
  /** No browser takes it. `codecs`: what it offers, untrusted text; the words for the fault are those of a call that ends by it. */
  | { readonly kind: 'fault'; readonly fault: DescriptionFault; readonly codecs: readonly string[] }
  /** Only addresses of a network that this side is not on, as far as addresses tell. */
  | {
      readonly kind: 'onlyPrivateAddresses';
      readonly addresses: readonly string[];
      readonly confidence: Confidence;
    }
  | { readonly kind: 'noUsableCandidate'; readonly why: WhyUnusable; readonly confidence: Confidence }
  /** It agreed to a call with sound both ways, and neither sends nor takes any (RFC 3264 6.1). */
  | { readonly kind: 'inactive' };

/** Whether these tell where the network of this side is: not while its addresses are hidden. */
type OwnPlaces = Pick<DescriptionSummary, 'candidates'> & { readonly areKnown: boolean };

function ownPlaces({ candidates }: DescriptionSummary): OwnPlaces {
  const areKnown = candidates.some(({ kind, family }) => kind === 'host' && family !== undefined);
  return { candidates, areKnown };
}

const isUnreachable = ({ transport, place }: SeenCandidate): boolean =>
  transport === 'tcpActive' || place === 'loopback' || place === 'nowhere' || place === 'hidden';

/** One reason for all of them: the one whose remedy leads furthest. */
function whyOf(candidates: readonly SeenCandidate[]): WhyUnusable {
  const open = candidates.filter(({ transport }) => transport !== 'tcpActive');
  if (candidates.length === 0) return 'none';
  if (open.length === 0) return 'tcpActive';
  if (open.some(({ place }) => place === 'hidden')) return 'hidden';
  return open.some(({ place }) => place === 'loopback') ? 'loopback' : 'nowhere';
}

/** Who checks as well may find us where we can't find it (RFC 8445 7.3.1.3); who is lite never does. */
const unless = (theirs: DescriptionSummary, confidence: Confidence): Confidence =>
  theirs.isLite ? 'sure' : confidence;

function isOfOtherFamily(usable: readonly SeenCandidate[], ours: OwnPlaces): boolean {
  if (!ours.areKnown || ours.candidates.some(({ kind, family }) => kind === 'relay' || family === undefined))
    return false;
  return usable.every(
    ({ family: theirs }) => theirs !== undefined && ours.candidates.every(({ family }) => family !== theirs),
  );
}

function isWithin({ place }: SeenCandidate): boolean {
  return place === 'private' || place === 'linkLocal';
}

const isOneOf = (own: string | undefined, theirs: string | undefined): boolean =>
  own !== undefined && own === theirs;

function privateFinding(
  theirs: DescriptionSummary,
  within: readonly SeenCandidate[],
  { candidates, areKnown }: OwnPlaces,
): readonly DescriptionFinding[] {
  const shares = (what: 'network' | 'block'): boolean =>
    within.some((their) => candidates.some((own) => isOneOf(own[what], their[what])));
  if (shares('network')) return [];
  const hasRelay = candidates.some(({ kind }) => kind === 'relay');
  const isOpen = !areKnown || shares('block');
  const confidence = isOpen ? 'possible' : hasRelay ? 'likely' : unless(theirs, 'likely');
  const addresses = [...new Set(within.map(({ address }) => address))];
  return [{ kind: 'onlyPrivateAddresses', addresses, confidence }];
}

function addressFindings(theirs: DescriptionSummary, ours: OwnPlaces): readonly DescriptionFinding[] {
  const { candidates } = theirs;
  const usable = candidates.filter((candidate) => !isUnreachable(candidate));
  if (usable.length === 0) {
    if (theirs.isTrickling) return [];
    const why = whyOf(candidates);
    // The own computer may be the server.
    const confidence =
      why === 'loopback' ? 'possible' : unless(theirs, why === 'hidden' ? 'possible' : 'likely');
    return [{ kind: 'noUsableCandidate', why, confidence }];
  }
  if (isOfOtherFamily(usable, ours))
    return [{ kind: 'noUsableCandidate', why: 'otherFamily', confidence: unless(theirs, 'likely') }];
  return usable.every(isWithin) ? privateFinding(theirs, usable, ours) : [];
}

/**
 * Judges the far side's description against ours, the most serious finding first; empty where nothing speaks against sound. Both as they
 * are in force: ours with all its candidates.
 */
export function lintDescription(
  theirs: DescriptionSummary,
  ours: DescriptionSummary,
): readonly DescriptionFinding[] {
  if (theirs.direction === undefined && theirs.faults.length === 0) return [];
  const { codecs } = theirs;
  const faults = theirs.faults.map((fault) => ({ kind: 'fault', fault, codecs }) as const);
  // Without sound, or without ICE, there is nothing to be reached.
  if (theirs.faults.some((fault) => fault !== 'noCommonCodec' && fault !== 'soundWithoutMux')) return faults;
  const isInactive = theirs.direction === 'inactive' && ours.direction === 'sendrecv';
  return [
    ...faults,
    ...(isInactive ? [{ kind: 'inactive' } as const] : []),
    ...addressFindings(theirs, ownPlaces(ours)),
  ];
}
