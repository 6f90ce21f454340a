// What the phone could not see when it judged: said beside the verdict, so that nobody takes what is not measured for fine.
import type { CallVitals } from './flow.ts';
import { NO_SIGNS } from './signs.ts';
import type { Unseen, VerdictName } from './verdict.ts';

/** Somebody who hears nothing although all is well should look there. */
const CONCERN_LISTENING: readonly VerdictName[] = [
  'themQuiet',
  'bothQuiet',
  'playbackStopped',
  'speakerGone',
];
const CONCERN_LOSS: readonly VerdictName[] = ['nothingArrives', 'unconfirmed', 'sentNotConfirmedYet'];

/** What is not known of a call with this verdict. */
export function unseenIn(name: VerdictName, { signs = NO_SIGNS, youToThem }: CallVitals): readonly Unseen[] {
  const unseen: Unseen[] = [];
  if (CONCERN_LISTENING.includes(name)) unseen.push('systemVolume');
  if (CONCERN_LOSS.includes(name)) {
    if (youToThem.flow === 'sent' || youToThem.flow === 'unconfirmed') unseen.push('receiverReports');
    if (name === 'nothingArrives' && signs.sent === 'unknown') unseen.push('senderReports');
    if (!signs.countsPath) unseen.push('pathCounters');
  }
  if (!signs.hearsMicrophone && youToThem.flow !== 'held') unseen.push('microphoneLevel');
  return unseen;
}
