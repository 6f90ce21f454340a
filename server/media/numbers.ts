// What the demo plays at which number: the table that the server, its README and the phone's dial hints share.
// Owns numbers and codes; what a code does is in behaviours/.

export type NumberCode =
  | 'echo'
  | 'tone'
  | 'uplink-lost'
  | 'downlink-lost'
  | 'drops'
  | 'choppy'
  | 'silence'
  | 'no-ice'
  | 'drops-until-restart'
  | 'calls-back'
  | 'busy'
  | 'rings'
  | 'declined'
  | 'not-found'
  | 'early-media';

export interface DemoNumber {
  readonly number: string;
  readonly code: NumberCode;
  /** One line for the console and the README, in English. */
  readonly title: string;
}

export const DEMO_NUMBERS: readonly DemoNumber[] = [
  { number: '600', code: 'echo', title: 'Echo: you hear yourself' },
  { number: '601', code: 'tone', title: 'A steady tone' },
  { number: '602', code: 'uplink-lost', title: 'You hear them, they do not hear you' },
  { number: '603', code: 'downlink-lost', title: 'They hear you, you do not hear them' },
  { number: '604', code: 'drops', title: 'Echo that falls silent both ways after 30 s' },
  { number: '605', code: 'choppy', title: 'Choppy echo: 20 % loss and 60 ms jitter each way' },
  { number: '606', code: 'silence', title: 'The far end is silent (packets of silence)' },
  { number: '607', code: 'no-ice', title: 'Answers, but no media path ever opens' },
  {
    number: '608',
    code: 'drops-until-restart',
    title: 'Echo that falls silent after 30 s until ICE restarts',
  },
  { number: '610', code: 'calls-back', title: 'Calls you back 3 s after you hang up' },
  { number: '611', code: 'busy', title: 'Busy' },
  { number: '612', code: 'rings', title: 'Rings for ever' },
  { number: '613', code: 'declined', title: 'Declined' },
  { number: '614', code: 'not-found', title: 'Number not found' },
  { number: '615', code: 'early-media', title: 'A tone before the answer (early media)' },
];

/** The code of a number, or undefined where the demo plays nothing there. */
export function codeOf(number: string): NumberCode | undefined {
  return DEMO_NUMBERS.find((entry) => entry.number === number)?.code;
}
