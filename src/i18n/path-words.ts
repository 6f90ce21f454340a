// The one sentence beneath the path of a live call, and the names of its stops.
import { msg } from '@lit/localize';

/** What is worth saying about a call's sound; the path model picks one. */
export type PathSentenceKey =
  | 'notYet'
  | 'waiting'
  | 'bothFlow'
  | 'bothChoppy'
  | 'youChoppy'
  | 'themChoppy'
  | 'sentNotConfirmedYet'
  | 'bothQuiet'
  | 'youQuiet'
  | 'themQuiet'
  | 'muted'
  | 'heldByYou'
  | 'heldByThem'
  | 'heldByBoth'
  | 'unconfirmed'
  | 'theyOnlyListen'
  | 'nothingArrives'
  | 'nothingLeaves'
  | 'nothingEitherWay'
  | 'noPath'
  | 'noPathWithRelay'
  | 'earlyMedia'
  | 'offline'
  | 'serverLost'
  | 'serverAndSoundLost'
  | 'soundSought';

const SENTENCES: Readonly<Record<PathSentenceKey, () => string>> = {
  notYet: () => msg('Sound starts when they answer.'),
  waiting: () => msg('Opening the path for the sound.'),
  bothFlow: () => msg('Sound flows both ways.'),
  bothChoppy: () => msg('Sound flows both ways, but choppy: much of it is lost or comes too late.'),
  youChoppy: () =>
    msg('Sound flows both ways, but they hear you choppy: much of yours is lost or comes too late.'),
  themChoppy: () =>
    msg('Sound flows both ways, but you hear them choppy: much of theirs is lost or comes too late.'),
  sentNotConfirmedYet: () => msg('You hear them, and your sound leaves. Waiting for word that it arrives.'),
  bothQuiet: () => msg('The path is open both ways. Nobody is speaking.'),
  youQuiet: () => msg('The path is open both ways. You are quiet.'),
  themQuiet: () => msg('The path is open both ways. They are quiet.'),
  muted: () => msg('You are muted: they hear nothing from you.'),
  heldByYou: () => msg('You put the call on hold. Nobody hears anything until you press Hold again.'),
  heldByThem: () => msg('They put you on hold. The sound returns when they take the call back.'),
  heldByBoth: () => msg('Both of you are holding. Press Hold again, and wait for them to do the same.'),
  theyOnlyListen: () =>
    msg('They hear you and send no sound of their own: their side only listens (recvonly).'),
  unconfirmed: () =>
    msg('Your sound is sent, but nobody confirms that it arrives. Ask whether they hear you.'),
  nothingArrives: () =>
    msg('You can’t hear them: nothing arrives from their side. Pressing Hold twice often brings it back.'),
  nothingLeaves: () => msg('They can’t hear you: no sound leaves this device.'),
  nothingEitherWay: () =>
    msg('No sound passes either way: the path broke. Dial again, or try another network.'),
  noPath: () =>
    msg('No way for the sound was found between you and them (ICE). A relay helps: see TURN under Network.'),
  noPathWithRelay: () =>
    msg(
      'No way for the sound was found (ICE), not even through the relay. Check TURN under Network, or try another network.',
    ),
  earlyMedia: () => msg('They have not answered yet. What you hear comes from their network.'),
  offline: () => msg('No sound passes: this device seems to be offline.'),
  serverLost: () =>
    msg('The server is out of reach, the sound goes on. What you do now is carried out when it is back.'),
  serverAndSoundLost: () =>
    msg(
      'The server is out of reach, and so is the sound: your network broke or changed, or the server is down. The phone is looking for both.',
    ),
  soundSought: () => msg('The sound broke off. The phone is looking for another way for it (ICE restart).'),
};

/** What to say about the path. */
export function pathSentence(key: PathSentenceKey): string {
  return SENTENCES[key]();
}

/** The stops between the two ends, in the order sound leaves you; what is not known has no name. */
export function stopNames(middle: 'unknown' | 'direct' | 'relay'): readonly [string, string, string] {
  const between = { unknown: () => '', direct: () => msg('Direct'), relay: () => msg('Relay') };
  return [msg('Network'), between[middle](), msg('Server')];
}
