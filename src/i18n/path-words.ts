// The one sentence beneath the path of a live call, and the names of its stops.
import { msg } from '@lit/localize';
import type { Verdict, VerdictName } from '../diagnosis/verdict.ts';

/** What is worth saying about a call's sound. */
export type PathSentenceKey = VerdictName;

const SENTENCES: Readonly<Record<PathSentenceKey, () => string>> = {
  notYet: () => msg('Sound starts when they answer.'),
  microphoneAwaited: () => msg('The call goes out once the microphone is open.'),
  waiting: () => msg('Opening the path for the sound.'),
  bothFlow: () => msg('Sound flows both ways.'),
  bothChoppy: () => msg('Sound flows both ways, but choppy: the figures are under Call quality.'),
  youChoppy: () =>
    msg('Sound flows both ways, but they hear you choppy: the figures are under Call quality.'),
  themChoppy: () =>
    msg('Sound flows both ways, but you hear them choppy: the figures are under Call quality.'),
  sentNotConfirmedYet: () =>
    msg('You hear them, and your sound leaves. Waiting for confirmation that it arrives.'),
  bothQuiet: () => msg('The path is open both ways. Both sides are silent.'),
  youQuiet: () => msg('The path is open both ways. You are silent.'),
  themQuiet: () => msg('The path is open both ways. They are silent.'),
  muted: () => msg('They hear nothing from you until you press Mute again.'),
  heldByYou: () => msg('Neither of you hears the other until you press Hold again.'),
  heldByThem: () => msg('The sound returns when they resume the call.'),
  heldByBoth: () => msg('Press Hold again; the sound returns once they resume the call too.'),
  theyOnlyListen: () =>
    msg('They hear you and send no sound of their own: their side only listens (recvonly).'),
  unconfirmed: () =>
    msg('Your sound is sent, but nobody confirms that it arrives. Ask whether they hear you.'),
  nothingArrives: () => msg('You can’t hear them: nothing arrives from their side.'),
  nothingLeaves: () => msg('They can’t hear you: no sound reaches them.'),
  pathDied: () => msg('No sound passes either way: the path broke.'),
  noPath: () =>
    msg('No way for the sound was found between you and them (ICE). A relay helps: see TURN under Network.'),
  noPathWithRelay: () =>
    msg(
      'No way for the sound was found (ICE), not even through the relay. Check TURN under Network, or try another network.',
    ),
  earlyMedia: () => msg('They have not answered yet. What you hear comes from their network.'),
  offline: () => msg('No sound passes: this device seems to be offline.'),
  serverLost: () =>
    msg(
      'The server is out of reach, but the sound goes on. What you press now takes effect when the server is back.',
    ),
  serverSought: () =>
    msg('The server is out of reach. The phone is looking for it; the call stays open meanwhile.'),
  serverAndSoundLost: () =>
    msg(
      'The server is out of reach, and so is the sound: your network broke or changed, or the server is down. The phone is trying to reach both again.',
    ),
  noPathRelayUnreached: () =>
    msg('No way for the sound was found: the relay (TURN) can’t be reached from this network.'),
  noPathUdpBlocked: () =>
    msg(
      'No way for the sound was found: this network blocks UDP. A relay over TCP or TLS helps: see TURN under Network.',
    ),
  noPathPrivateAddresses: () =>
    msg(
      'No way for the sound was found: their side names only addresses of a private network, which this device is not in.',
    ),
  noKeys: () => msg('The path is open, but the keys for the sound were never agreed on (DTLS).'),
  pathFlaps: () => msg('The path of the sound changes again and again: the network is unsteady.'),
  tabSlept: () => msg('This device or this tab was asleep. The sound is coming back.'),
  microphoneGone: () => msg('They can’t hear you: the microphone is gone.'),
  microphoneShutOff: () =>
    msg('They can’t hear you: the system or another program has shut off the microphone.'),
  microphoneSilent: () => msg('They can’t hear you: the microphone gives no sound at all.'),
  lostOnTheWayOut: () => msg('They can’t hear you: your sound leaves and is lost on the way.'),
  theyCantDecode: () => msg('They can’t hear you: your sound reaches them, and their phone can’t decode it.'),
  theyDontPlay: () => msg('They can’t hear you: your sound reaches them, and their phone does not play it.'),
  lostOnTheWayIn: () => msg('You can’t hear them: they send sound, and it is lost on the way.'),
  theySendNothing: () => msg('Their side sends no sound at the moment. Nothing is broken.'),
  undecodable: () => msg('You can’t hear them: their sound arrives, and can’t be decoded.'),
  playbackBlocked: () => msg('You can’t hear them: the browser plays no sound before you allow it.'),
  playbackStopped: () => msg('You can’t hear them: their sound arrives, and the browser stopped playing it.'),
  speakerGone: () => msg('You can’t hear them: the speaker is gone.'),
  theyMuted: () => msg('They muted their microphone. Nothing to mend here.'),
  theirMicrophoneSilent: () =>
    msg('You can’t hear them: their microphone gives no sound. It is for them to mend.'),
  computerBusy: () => msg('This computer is too busy: the sound stutters.'),
};

/** What to say about the path. */
export function pathSentence(key: PathSentenceKey): string {
  return SENTENCES[key]();
}

/** What to say of a verdict. */
export function verdictSentence({ name }: Pick<Verdict, 'name'>): string {
  return pathSentence(name);
}

/** The stops that the sound passes between the two ends, in the order it leaves you. */
export function stopNames(middle: 'unknown' | 'direct' | 'relay'): readonly string[] {
  return middle === 'relay' ? [msg('Network'), msg('Relay')] : [msg('Network')];
}
