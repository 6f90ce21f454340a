// The words for a verdict on the sound of a call: one sentence, what helps where something does, and the technical term. Where a
// direction is dead the sentence begins with who can't hear whom.
import { msg, str } from '@lit/localize';
import { descriptionWords } from './description-words.ts';
import type { ChoppyCause, Verdict, VerdictName } from '../diagnosis/verdict.ts';

interface Words {
  /** What is so: a sentence by itself, or the first half of one that goes on with the cause. */
  readonly say: () => string;
  readonly cause?: () => string;
  /** What helps, or that there is nothing to do here. */
  readonly more?: () => string;
  /** What the standards call it. */
  readonly term?: string;
}

const they = (): string => msg('They can’t hear you');
const you = (): string => msg('You can’t hear them');
const neither = (): string => msg('Neither of you hears the other');
const figures = (): string => msg('the figures are under Call quality');

const WORDS: Readonly<Record<VerdictName, Words>> = {
  offline: { say: () => msg('No sound passes'), cause: () => msg('this device seems to be offline') },
  microphoneAwaited: { say: () => msg('The call goes out once the microphone is open.') },
  notYet: { say: () => msg('Sound starts when they answer.') },
  earlyMedia: {
    say: () => msg('They have not answered yet. What you hear comes from their network.'),
    term: 'early media',
  },
  serverLost: {
    say: () =>
      msg(
        'The server is out of reach, but the sound goes on. What you press now takes effect when the server is back.',
      ),
  },
  serverSought: {
    say: () => msg('The server is out of reach. The phone is looking for it; the call stays open meanwhile.'),
  },
  serverAndSoundLost: {
    say: () =>
      msg(
        'The server is out of reach, and so is the sound: your network broke or changed, or the server is down. The phone is trying to reach both again.',
      ),
  },
  heldByYou: { say: () => msg('Neither of you hears the other until you press Hold again.') },
  heldByThem: { say: () => msg('The sound returns when they resume the call.') },
  heldByBoth: { say: () => msg('Press Hold again; the sound returns once they resume the call too.') },
  noPath: {
    say: neither,
    cause: () => msg('no way for the sound was found between you and them'),
    more: () => msg('A relay helps: see TURN under Network.'),
    term: 'ICE',
  },
  noPathRelayUnreached: {
    say: neither,
    cause: () => msg('no way for the sound was found, and the relay can’t be reached from this network'),
    more: () => msg('Check TURN under Network.'),
    term: 'ICE, TURN',
  },
  noPathRelayRefused: {
    say: neither,
    cause: () => msg('no way for the sound was found, and the relay refused this phone'),
    more: () => msg('Its password may be wrong or out of date, or it is full: see TURN under Network.'),
    term: 'ICE, TURN',
  },
  noPathUdpBlocked: {
    say: neither,
    cause: () => msg('this network lets no sound through, as it blocks UDP'),
    more: () => msg('A relay over TCP or TLS helps: see TURN under Network.'),
    term: 'ICE, UDP',
  },
  noPathPrivateAddresses: {
    say: neither,
    cause: () => msg('their side names only addresses of a private network, and this device is not in it'),
    more: () => msg('Their server has to name its public address. A relay may help: see TURN under Network.'),
    term: 'ICE',
  },
  noPathWithRelay: {
    say: neither,
    cause: () => msg('no way for the sound was found, not even through the relay'),
    more: () => msg('Check TURN under Network.'),
    term: 'ICE, TURN',
  },
  noKeys: {
    say: neither,
    cause: () => msg('the path is open, but both sides never agreed on the keys for the sound'),
    term: 'DTLS-SRTP',
  },
  pathDied: { say: neither, cause: () => msg('the path of the sound broke'), term: 'ICE' },
  pathFlaps: {
    say: () => msg('The sound changes its path again and again: this network is unsteady.'),
    more: () => msg('A cable or another network helps.'),
    term: 'ICE',
  },
  tabSlept: { say: () => msg('This device or this tab was asleep. The sound is coming back.') },
  microphoneGone: {
    say: they,
    cause: () => msg('your microphone is gone'),
    more: () => msg('Plug it in again, or use another one.'),
  },
  microphoneShutOff: {
    say: they,
    cause: () => msg('the system or the browser has shut your microphone off'),
    more: () => msg('Switch it on again there.'),
  },
  microphoneSilent: {
    say: they,
    cause: () => msg('your microphone is giving silence'),
    more: () =>
      msg(
        'Is it muted by a switch on the headset, shut off by the system’s privacy settings, or the wrong device?',
      ),
  },
  nothingLeaves: { say: they, cause: () => msg('no sound leaves this device'), term: 'RTP' },
  lostOnTheWayOut: {
    say: they,
    cause: () => msg('your sound leaves and is lost on the way'),
    term: 'RTP, RTCP',
  },
  theyCantDecode: {
    say: they,
    cause: () => msg('your sound reaches them, and their phone can’t decode it'),
    term: 'RTP',
  },
  theyDontPlay: {
    say: they,
    cause: () => msg('your sound reaches them, and their phone does not play it'),
    more: () => msg('Nothing to mend here: they have to look at their speaker.'),
  },
  muted: { say: () => msg('They hear nothing from you until you press Mute again.') },
  unconfirmed: {
    say: () => msg('Your sound is sent, but nobody confirms that it arrives. Ask whether they hear you.'),
    term: 'RTCP',
  },
  nothingArrives: { say: you, cause: () => msg('nothing arrives from their side'), term: 'RTP' },
  lostOnTheWayIn: {
    say: you,
    cause: () => msg('they send sound, and it is lost on the way'),
    term: 'RTP, RTCP',
  },
  theySendNothing: {
    say: () => msg('Their side sends no sound at the moment: nothing to mend here.'),
    term: 'RTCP',
  },
  undecodable: {
    say: you,
    cause: () => msg('their sound arrives and can’t be decoded'),
    term: 'RTP',
  },
  playbackBlocked: {
    say: you,
    cause: () => msg('the browser plays no sound before you allow it'),
    term: 'autoplay',
  },
  playbackStopped: {
    say: you,
    cause: () => msg('their sound arrives, and the browser stopped playing it'),
  },
  speakerGone: {
    say: you,
    cause: () => msg('the chosen speaker is gone'),
    more: () => msg('Plug it in again, or use another one.'),
  },
  theyMuted: { say: () => msg('Their phone says that they are muted: nothing to mend here.') },
  theirMicrophoneSilent: {
    say: you,
    cause: () => msg('their microphone gives no sound'),
    more: () => msg('Nothing to mend here: they have to look at their microphone.'),
  },
  theyOnlyListen: {
    say: () => msg('They hear you and send no sound of their own: their side only listens (recvonly).'),
  },
  waiting: { say: () => msg('Opening the path for the sound.') },
  bothQuiet: { say: () => msg('The path is open both ways. Both sides are silent.') },
  youQuiet: { say: () => msg('The path is open both ways. You are silent.') },
  themQuiet: { say: () => msg('The path is open both ways. They are silent.') },
  sentNotConfirmedYet: {
    say: () => msg('You hear them, and your sound leaves. Waiting for confirmation that it arrives.'),
  },
  computerBusy: {
    say: () => msg('The sound stutters: this computer is too busy.'),
    more: () => msg('It helps to close other programs and tabs.'),
  },
  bothChoppy: { say: () => msg('Sound flows both ways, but choppy') },
  youChoppy: { say: () => msg('Sound flows both ways, but they hear you choppy') },
  themChoppy: { say: () => msg('Sound flows both ways, but you hear them choppy') },
  bothFlow: { say: () => msg('Sound flows both ways.') },
};

const CHOPPY: Readonly<Record<ChoppyCause, () => string>> = {
  loss: () => msg('packets are lost on the way (loss)'),
  jitter: () => msg('packets arrive unevenly (jitter)'),
  relayTcp: () => msg('the relay is reached over TCP, where one lost packet holds up all behind it'),
  relayOverloaded: () => msg('the relay is overloaded (TURN)'),
  busy: () => msg('this computer is too busy'),
  delay: () => msg('each word takes long to arrive (delay)'),
};

type Sayable = Pick<Verdict, 'name'> & Partial<Pick<Verdict, 'confidence' | 'choppy'>>;

const isChoppy = (name: VerdictName): boolean =>
  name === 'bothChoppy' || name === 'youChoppy' || name === 'themChoppy';

/** What to say of a verdict, in one sentence; a cause that is only likely says so; without one only what is measured is said. */
export function verdictSentence({ name, confidence = 'sure', choppy }: Sayable): string {
  const { say, cause = choppy && isChoppy(name) ? CHOPPY[choppy] : undefined } = WORDS[name];
  const isLikely = confidence === 'likely';
  if (cause === undefined && isChoppy(name)) return msg(str`${say()}: ${figures()}.`);
  if (cause === undefined) return say();
  return isLikely ? msg(str`${say()}: probably ${cause()}.`) : msg(str`${say()}: ${cause()}.`);
}

/** What helps, or that there is nothing to do here; empty where the sentence says it all. */
export function verdictAdvice({
  name,
  evidence,
}: Pick<Verdict, 'name'> & Partial<Pick<Verdict, 'evidence'>>): string {
  const described = evidence?.vitals.signs?.described;
  // What an administrator has to change is known then.
  if (name === 'noPathPrivateAddresses' && described !== undefined) return descriptionWords(described).remedy;
  return WORDS[name].more?.() ?? '';
}

/** The technical term for what is wrong; empty where there is none to look up. */
export function verdictTerm({ name }: Pick<Verdict, 'name'>): string {
  return WORDS[name].term ?? '';
}

/** The stops that the sound passes between the two ends, in the order it leaves you. */
export function stopNames(middle: 'unknown' | 'direct' | 'relay'): readonly string[] {
  return middle === 'relay' ? [msg('Network'), msg('Relay')] : [msg('Network')];
}
