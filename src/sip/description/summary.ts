// What a description says of the sound, in short, for whoever judges it: where it can be sent, which way, how it is coded, and what keeps
// a browser from it (description-faults.ts, which alone judges that). Pure; never throws.
import { descriptionFaults, type DescriptionFault } from '../description-faults.ts';
import { blockOf, familyOf, networkOf, placeOf, type Family, type Place } from './addresses.ts';
import { readableCandidate } from './candidates.ts';
import { soundDirection, type Direction } from './direction.ts';
import { codingsOf, isUsed, readDescription, transportOf, valuesOf } from './sections.ts';

export interface SeenCandidate {
  readonly kind: 'host' | 'srflx' | 'prflx' | 'relay';
  /** `tcp`: where a browser can connect to; `tcpActive`: where nobody can (RFC 6544 4.5). */
  readonly transport: 'udp' | 'tcp' | 'tcpActive';
  readonly address: string;
  readonly place: Place;
  /** Undefined for a name. */
  readonly family: Family | undefined;
  /** As `networkOf` and `blockOf` tell them. */
  readonly network: string | undefined;
  readonly block: string | undefined;
}

export interface DescriptionSummary {
  readonly faults: readonly DescriptionFault[];
  /** Seen from the side whose description it is; undefined where it says nothing of sound. */
  readonly direction: Direction | undefined;
  /** In its order of preference, as they are written; without what is not said by name. Untrusted text. */
  readonly codecs: readonly string[];
  readonly candidates: readonly SeenCandidate[];
  /** It answers checks and sends none (RFC 8445 2.5). */
  readonly isLite: boolean;
  /** More candidates may follow (RFC 8838 4.1.1): none so far means nothing. */
  readonly isTrickling: boolean;
}

/** More of either are not looked at. */
const MOST = 64;

function candidateOf(value: string): readonly SeenCandidate[] {
  const [, , transport = '', , address = '', port = '', , kind = '', ...more] = value.split(' ');
  const isActive = more[more.indexOf('tcptype') + 1] !== 'passive';
  const place = Number(port) === 0 ? 'nowhere' : placeOf(address);
  if (kind !== 'host' && kind !== 'srflx' && kind !== 'prflx' && kind !== 'relay') return [];
  const way = transport === 'udp' ? 'udp' : isActive ? 'tcpActive' : 'tcp';
  const [family, network, block] = [familyOf(address), networkOf(address), blockOf(address)];
  return [{ kind, transport: way, address, place, family, network, block }];
}

const NOTHING: DescriptionSummary = {
  faults: [],
  direction: undefined,
  codecs: [],
  candidates: [],
  isLite: false,
  isTrickling: false,
};

/** Reads a description: of several audio sections the first in use. */
export function summaryOf(sdp: string): DescriptionSummary {
  const description = readDescription(sdp);
  const { session, sections } = description;
  const faults = descriptionFaults(sdp);
  const direction = soundDirection(sdp);
  const sound = sections.find((section) => section.media === 'audio' && isUsed(section));
  if (sound === undefined) return { ...NOTHING, faults, direction };
  const values = transportOf(description, sound, 'candidate').slice(0, MOST);
  const options = transportOf(description, sound, 'ice-options').flatMap((value) => value.split(/\s+/u));
  const isComplete = transportOf(description, sound, 'end-of-candidates').length > 0;
  return {
    faults,
    direction,
    codecs: codingsOf(sound)
      .map(({ spelling }) => spelling)
      .filter((name) => name !== '')
      .slice(0, MOST),
    candidates: values.flatMap((value) => readableCandidate(value) ?? []).flatMap(candidateOf),
    isLite: [session, sound.lines].some((lines) => valuesOf(lines, 'ice-lite').length > 0),
    isTrickling: options.includes('trickle') && !isComplete,
  };
}
