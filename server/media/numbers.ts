// What the demo plays at which number: the table that the server, its README and the phone's dial hints share.
// Owns numbers and codes; what a code does is in behaviours/, events/ and descriptions/.

/** Numbers that are about the sound, and how calls end. */
export type SoundCode =
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

/** Numbers that are about what servers do. */
export type ServerCode =
  | 'renamed'
  | 'moved-on'
  | 'refers'
  | 'offerless'
  | 'fax'
  | 'asked'
  | 'ends-with-reason'
  | 'early-without-ringing'
  | 'told'
  | 'keys-unheard'
  | 'without-ice'
  | 'without-mux'
  | 'without-dtls'
  | 'with-sdes'
  | 'gsm-only'
  | 'needs-timer'
  | 'needs-100rel'
  | 'calls-without-ice'
  | 'calls-without-dtls'
  | 'calls-with-sdes'
  | 'calls-gsm-only'
  | 'calls-needing-timer'
  | 'calls-needing-100rel'
  | TransferCode;

/** Numbers that are about transfers (REFER, Replaces), by either side. */
export type TransferCode =
  | 'refers-nowhere'
  | 'refers-joining'
  | 'takes-over'
  | 'declines-refer'
  | 'forgets-refer'
  | 'fails-refer'
  | 'slow-refer';

/** Numbers that are about faults with a cause of their own: each gives another reason why somebody is not heard. */
export type FaultCode =
  | 'private-addresses'
  | 'without-fingerprint'
  | 'undecodable'
  | 'wrong-key'
  | 'ignores-ack'
  | 'mutes-later'
  | 'waits';

export type NumberCode = SoundCode | ServerCode | FaultCode;

export interface DemoNumber {
  readonly number: string;
  readonly code: NumberCode;
  /** One line for the console and the README, in English. */
  readonly title: string;
}

export const SOUND_NUMBERS: readonly DemoNumber[] = [
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

/** What a server may do that the phone did not ask for: an echo, and 3 s after the answer something happens. */
export const SERVER_NUMBERS: readonly DemoNumber[] = [
  { number: '620', code: 'renamed', title: 'The name of the other side changes' },
  { number: '621', code: 'moved-on', title: 'The server transfers you: another voice, another name' },
  { number: '622', code: 'refers', title: 'The server asks your phone to call 601 (REFER)' },
  { number: '623', code: 'offerless', title: 'A re-INVITE without a description' },
  { number: '624', code: 'fax', title: 'The server wants to change to fax (T.38)' },
  { number: '625', code: 'asked', title: 'The server asks whether you are there (OPTIONS)' },
  { number: '626', code: 'ends-with-reason', title: 'The server hangs up and says why (Reason)' },
  { number: '627', code: 'early-without-ringing', title: 'Early media by 183, without 180' },
  { number: '628', code: 'told', title: 'A message, voicemail and check-sync arrive' },
  { number: '630', code: 'keys-unheard', title: 'Answers without telephone-event' },
  { number: '631', code: 'without-ice', title: 'Answers without ICE' },
  { number: '632', code: 'without-mux', title: 'Answers without rtcp-mux' },
  { number: '633', code: 'without-dtls', title: 'Answers with plain RTP' },
  { number: '634', code: 'with-sdes', title: 'Answers with SDES' },
  { number: '635', code: 'gsm-only', title: 'Answers with GSM alone' },
  { number: '636', code: 'needs-timer', title: 'Refuses: session timers required (421)' },
  { number: '637', code: 'needs-100rel', title: 'Refuses: 100rel required (421)' },
  { number: '641', code: 'calls-without-ice', title: 'Busy, and calls you without ICE' },
  { number: '643', code: 'calls-without-dtls', title: 'Busy, and calls you with plain RTP' },
  { number: '644', code: 'calls-with-sdes', title: 'Busy, and calls you with SDES' },
  { number: '645', code: 'calls-gsm-only', title: 'Busy, and calls you with GSM alone' },
  { number: '646', code: 'calls-needing-timer', title: 'Busy, and calls you requiring session timers' },
  { number: '647', code: 'calls-needing-100rel', title: 'Busy, and calls you requiring 100rel' },
];

/** Who transfers you, 3 s after the answer; and what becomes of a transfer that you ask them for. Any other number follows one. */
export const TRANSFER_NUMBERS: readonly DemoNumber[] = [
  { number: '651', code: 'refers-nowhere', title: 'Asks your phone to call a number that is none (REFER)' },
  {
    number: '652',
    code: 'refers-joining',
    title: 'Asks your phone to take over a call with 601 (REFER, Replaces)',
  },
  { number: '653', code: 'takes-over', title: 'Calls you in the place of this call (INVITE with Replaces)' },
  { number: '655', code: 'declines-refer', title: 'Refuses to be transferred (603)' },
  { number: '656', code: 'forgets-refer', title: 'Agrees to be transferred and never says how it went' },
  { number: '657', code: 'fails-refer', title: 'Agrees to be transferred and finds the other busy' },
  { number: '658', code: 'slow-refer', title: 'Agrees to be transferred and takes 20 s' },
];

/** Faults whose cause the phone can name. */
export const FAULT_NUMBERS: readonly DemoNumber[] = [
  { number: '660', code: 'private-addresses', title: 'Answers with an address of a private network alone' },
  { number: '661', code: 'without-fingerprint', title: 'Answers without a fingerprint' },
  { number: '662', code: 'undecodable', title: 'Sends packets that hold no sound of the codec' },
  { number: '663', code: 'wrong-key', title: 'Sends packets that nobody can decrypt' },
  { number: '664', code: 'ignores-ack', title: 'Echo that hangs up after 32 s, as if your ACK were missing' },
  { number: '665', code: 'mutes-later', title: 'Echo that is muted 3 s after the answer' },
  {
    number: '666',
    code: 'waits',
    title: 'Answers and waits: it says that it sends nothing, and loses nothing',
  },
];

export const DEMO_NUMBERS: readonly DemoNumber[] = [
  ...SOUND_NUMBERS,
  ...SERVER_NUMBERS,
  ...TRANSFER_NUMBERS,
  ...FAULT_NUMBERS,
];

/** The code of a number, or undefined where the demo plays nothing there. */
export function codeOf(number: string): NumberCode | undefined {
  return DEMO_NUMBERS.find((entry) => entry.number === number)?.code;
}
