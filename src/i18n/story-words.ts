// The words for what happened to the sound of a call that is over: what was wrong, when and how long, what the phone did, and whether
// that helped.
import { msg, str } from '@lit/localize';
import type { PastRepair, PastVerdict, SoundStory } from '../diagnosis/receipt.ts';
import type { RepairStep, VerdictName } from '../diagnosis/verdict.ts';
import { formatDuration } from './format-time.ts';

const NOTHING = (): string => '';

/** In a few words; empty for what is no news afterwards. */
const WRONG: Readonly<Record<VerdictName, () => string>> = {
  offline: () => msg('this device was offline'),
  microphoneAwaited: NOTHING,
  notYet: NOTHING,
  earlyMedia: NOTHING,
  serverLost: () => msg('the server was out of reach'),
  serverSought: () => msg('the server was out of reach'),
  serverAndSoundLost: () => msg('the server and the sound were gone'),
  heldByYou: NOTHING,
  heldByThem: NOTHING,
  heldByBoth: NOTHING,
  noPath: () => msg('no way for the sound was found (ICE)'),
  noPathRelayUnreached: () => msg('no way for the sound was found, the relay was out of reach (TURN)'),
  noPathRelayRefused: () => msg('no way for the sound was found, and the relay refused this phone (TURN)'),
  noPathUdpBlocked: () => msg('the network blocked the sound (UDP)'),
  noPathPrivateAddresses: () => msg('they named only private addresses (ICE)'),
  noPathWithRelay: () => msg('no way for the sound was found, not even through the relay (TURN)'),
  noKeys: () => msg('no keys for the sound were agreed on (DTLS)'),
  pathDied: () => msg('the path of the sound broke (ICE)'),
  pathFlaps: () => msg('the sound changed its path again and again (ICE)'),
  tabSlept: () => msg('this device or this tab was asleep'),
  microphoneGone: () => msg('your microphone was gone'),
  microphoneShutOff: () => msg('the system or the browser had shut your microphone off'),
  microphoneSilent: () => msg('your microphone gave silence'),
  nothingLeaves: () => msg('no sound left this device'),
  lostOnTheWayOut: () => msg('your sound was lost on the way'),
  theyCantDecode: () => msg('they could not decode your sound'),
  theyDontPlay: () => msg('they did not play your sound'),
  muted: NOTHING,
  unconfirmed: () => msg('nobody confirmed that your sound arrived (RTCP)'),
  nothingArrives: () => msg('nothing arrived from their side'),
  lostOnTheWayIn: () => msg('their sound was lost on the way'),
  theySendNothing: () => msg('they sent no sound'),
  undecodable: () => msg('their sound could not be decoded'),
  playbackBlocked: () => msg('the browser held back the sound (autoplay)'),
  playbackStopped: () => msg('the browser stopped playing the sound'),
  speakerGone: () => msg('the speaker was gone'),
  theyMuted: () => msg('they were muted'),
  theirMicrophoneSilent: () => msg('their microphone gave silence'),
  theyOnlyListen: NOTHING,
  waiting: NOTHING,
  bothQuiet: NOTHING,
  youQuiet: NOTHING,
  themQuiet: NOTHING,
  sentNotConfirmedYet: NOTHING,
  computerBusy: () => msg('this computer was too busy'),
  bothChoppy: () => msg('the sound was choppy both ways'),
  youChoppy: () => msg('they heard you choppy'),
  themChoppy: () => msg('you heard them choppy'),
  bothFlow: NOTHING,
};

const DONE: Readonly<Record<RepairStep, () => string>> = {
  playback: () => msg('the playback was started anew'),
  systemSpeaker: () => msg('the system’s speaker was used'),
  microphone: () => msg('the microphone was opened anew'),
  offer: () => msg('the sound was agreed on anew (re-INVITE)'),
  restart: () => msg('another path was looked for (ICE restart)'),
  relayRestart: () => msg('a path through the relay was tried (ICE restart)'),
  everythingRestart: () => msg('every path was tried again (ICE restart)'),
  renewal: () => msg('a new connection was built (WebRTC)'),
  relayRenewal: () => msg('a new connection was built through the relay (WebRTC, TURN)'),
  relayTcpRenewal: () => msg('a new connection was built through the relay over TCP (WebRTC, TURN)'),
};

function when(atSeconds: number): string {
  return atSeconds < 1 ? msg('From the start') : msg(str`After ${formatDuration(atSeconds)}`);
}

function verdictLine({ name, atSeconds, forSeconds }: PastVerdict): string {
  const words = WRONG[name]();
  if (words === '') return '';
  const lasted = formatDuration(Math.max(1, forSeconds));
  return msg(str`${when(atSeconds)}, for ${lasted}: ${words}.`);
}

function repairLine({ step, atSeconds, helped }: PastRepair): string {
  const words = DONE[step]();
  return helped
    ? msg(str`${when(atSeconds)}: ${words}, and that helped.`)
    : msg(str`${when(atSeconds)}: ${words}, without success.`);
}

/** All that happened, a line each, in its order. */
export function storyLines({ verdicts, repairs }: SoundStory): readonly string[] {
  const lines = [
    ...verdicts.map((each) => [each.atSeconds, verdictLine(each)] as const),
    ...repairs.map((each) => [each.atSeconds, repairLine(each)] as const),
  ];
  return lines.sort(([one], [other]) => one - other).flatMap(([, line]) => (line === '' ? [] : [line]));
}
