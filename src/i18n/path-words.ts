// The one sentence beneath the path of a live call, and the names of its stops.
import { msg } from '@lit/localize';
import type { Verdict, VerdictName } from '../diagnosis/verdict.ts';

/** What is worth saying about a call's sound. */
export type PathSentenceKey = VerdictName | 'repairFailed';

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
  nothingEitherWay: () => msg('No sound passes either way: the path broke.'),
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
  repairing: () => msg('The phone is looking for a new path for the sound (ICE restart).'),
  repairFailed: () =>
    msg('Reconnecting did not bring the sound back. Hang up and call again, or try another network.'),
  soundSought: () => msg('The sound broke off. The phone is looking for another way for it (ICE restart).'),
};

/** What to say about the path. */
export function pathSentence(key: PathSentenceKey): string {
  return SENTENCES[key]();
}

/** What to say of a verdict; of one that was to be mended, that it could not be. */
export function verdictSentence({ name, triedInVain }: Pick<Verdict, 'name' | 'triedInVain'>): string {
  return pathSentence(triedInVain ? 'repairFailed' : name);
}

/** The stops that the sound passes between the two ends, in the order it leaves you. */
export function stopNames(middle: 'unknown' | 'direct' | 'relay'): readonly string[] {
  return middle === 'relay' ? [msg('Network'), msg('Relay')] : [msg('Network')];
}
