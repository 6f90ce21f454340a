// The words for sound on its way: the flow of one direction, the path it takes, and the one sentence that sums up a call.
import { msg, str } from '@lit/localize';
import { formatNumber } from './format.ts';

/** `notYet`: nobody answered, so nothing can pass. The others are the flow as measured. */
export type FlowKey =
  | 'notYet'
  | 'waiting'
  | 'flowing'
  | 'quiet'
  | 'sent'
  | 'unconfirmed'
  | 'stopped'
  | 'unheard'
  | 'held'
  | 'unsent';
export type PathKey = 'unknown' | 'none' | 'direct' | 'relayUdp' | 'relayTcp' | 'relayTls';
export type ReceiptKey = 'flowed' | 'choppy' | 'silent' | 'lost' | 'unconfirmed' | 'broken' | 'unknown';

const FLOW: Readonly<Record<FlowKey, (direction: 'out' | 'back') => string>> = {
  notYet: () => msg('not until they answer'),
  waiting: () => msg('waiting'),
  flowing: () => msg('sound is flowing'),
  quiet: () => msg('quiet'),
  sent: () => msg('sent'),
  unconfirmed: () => msg('sent, not confirmed'),
  stopped: (direction) => (direction === 'out' ? msg('no sound leaving') : msg('no sound arriving')),
  unheard: (direction) => (direction === 'out' ? msg('arrives, not heard') : msg('arrives, not played')),
  held: () => msg('on hold'),
  unsent: () => msg('they send none'),
};

/** One direction. */
export interface FlowFacts {
  readonly flow: FlowKey;
  /** Sound goes out on it, as far as it gets. */
  readonly moves?: boolean;
}

/** The flow of one direction in a few words. `out` is from you to them. */
export function flowWords({ flow, moves = false }: FlowFacts, direction: 'out' | 'back'): string {
  return flow === 'stopped' && moves ? msg('no sound gets through') : FLOW[flow](direction);
}

/** The same for a screen reader, with the packets of the last second. */
export function flowValueText(lane: FlowFacts, direction: 'out' | 'back', packetsPerSecond: number): string {
  const words = flowWords(lane, direction);
  if (packetsPerSecond <= 0) return words;
  return msg(str`${words}, ${formatNumber(packetsPerSecond)} packets a second`);
}

const PATH: Readonly<Record<PathKey, () => string>> = {
  unknown: () => msg('not known yet'),
  none: () => msg('none found'),
  direct: () => msg('direct'),
  relayUdp: () => msg('through a relay'),
  relayTcp: () => msg('through a relay over TCP'),
  relayTls: () => msg('through a relay over TLS'),
};

/** How the sound travels. */
export function pathWords(path: PathKey): string {
  return PATH[path]();
}

type CandidateKey = 'host' | 'srflx' | 'prflx' | 'relay';

const CANDIDATES: Readonly<Record<CandidateKey, () => string>> = {
  host: () => msg('the device’s own (host)'),
  srflx: () => msg('the router’s (srflx)'),
  prflx: () => msg('found on the way (prflx)'),
  relay: () => msg('the relay’s (relay)'),
};

/** What kind of address the sound uses at both ends, the terms of ICE beside it (RFC 8445 5.1.1). */
export function candidateWords(
  local: CandidateKey,
  remote: CandidateKey,
  protocol: 'udp' | 'tcp' | undefined,
): string {
  const [yours, theirs] = [CANDIDATES[local](), CANDIDATES[remote]()];
  if (protocol === undefined) return msg(str`yours: ${yours}; theirs: ${theirs}`);
  return msg(str`yours: ${yours}; theirs: ${theirs}; over ${protocol.toUpperCase()}`);
}

const RECEIPT: Readonly<Record<ReceiptKey, () => string>> = {
  flowed: () => msg('sound flowed'),
  choppy: () => msg('sound flowed, but badly'),
  silent: () => msg('open, but silent'),
  lost: () => msg('sound stopped'),
  unconfirmed: () => msg('sent, not confirmed'),
  broken: () => msg('no sound got through'),
  unknown: () => msg('not measured'),
};

/** What was seen of one direction in a call that is over. */
export function receiptWords(receipt: ReceiptKey): string {
  return RECEIPT[receipt]();
}

/** What a finished call's sound came to. */
export interface SoundFacts {
  readonly youToThem: ReceiptKey;
  readonly themToYou: ReceiptKey;
}

const gone = (receipt: ReceiptKey): boolean => receipt === 'broken' || receipt === 'lost';

/** A direction that failed, in a headline. */
function failureHeadline({ youToThem, themToYou }: SoundFacts): string | undefined {
  if (gone(youToThem) && gone(themToYou)) {
    const never = youToThem === 'broken' && themToYou === 'broken';
    return never ? msg('No sound got through') : msg('The sound stopped both ways');
  }
  if (youToThem === 'broken') return msg('They could not hear you');
  if (themToYou === 'broken') return msg('You could not hear them');
  if (youToThem === 'lost') return msg('Your sound stopped on the way');
  return themToYou === 'lost' ? msg('Their sound stopped on the way') : undefined;
}

/** A direction that was heard badly, in a headline. */
function choppyHeadline({ youToThem, themToYou }: SoundFacts): string | undefined {
  if (youToThem === 'choppy' && themToYou === 'choppy') return msg('Sound flowed both ways, but badly');
  if (youToThem === 'choppy') return msg('They heard you badly');
  return themToYou === 'choppy' ? msg('You heard them badly') : undefined;
}

/** What a call that is over is remembered for: its sound, in a headline. Undefined where nothing was measured. */
export function receiptHeadline(sound: SoundFacts): string | undefined {
  const { youToThem, themToYou } = sound;
  const failed = failureHeadline(sound);
  if (failed !== undefined) return failed;
  if (youToThem === 'unconfirmed') return msg('Nobody confirmed that they heard you');
  if (youToThem === 'silent' && themToYou === 'silent')
    return msg('The path was open, but both sides were silent');
  if (youToThem === 'silent') return msg('The path was open, but you were silent');
  if (themToYou === 'silent') return msg('The path was open, but they were silent');
  const choppy = choppyHeadline(sound);
  if (choppy !== undefined) return choppy;
  return youToThem === 'flowed' && themToYou === 'flowed' ? msg('Sound flowed both ways') : undefined;
}

/** Both directions of a finished call in one sentence. */
export function receiptSentence({ youToThem, themToYou }: SoundFacts): string {
  if (youToThem === 'flowed' && themToYou === 'flowed') return msg('Sound flowed both ways.');
  if (youToThem === 'unknown' && themToYou === 'unknown')
    return msg('The sound of this call was not measured.');
  const out = receiptWords(youToThem);
  const back = receiptWords(themToYou);
  return msg(str`You to them: ${out}. Them to you: ${back}.`);
}
