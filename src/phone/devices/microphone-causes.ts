// The cause for each microphone problem, the same for a call that ended and for a notice.
import type { MicrophoneProblem } from '../../media/media-session.ts';
import type { FailureCause } from '../../sip/failure-cause.ts';
import type { Notice } from '../phone-state.ts';

export type MicrophoneCause = FailureCause & Notice;

const CAUSES: Readonly<Record<MicrophoneProblem, MicrophoneCause>> = {
  refused: 'microphoneRefused',
  dismissed: 'microphoneDismissed',
  blockedBySystem: 'microphoneBlockedBySystem',
  missing: 'microphoneMissing',
  busy: 'microphoneBusy',
  insecurePage: 'insecurePage',
};

/** What to call a microphone problem. */
export function microphoneCause(problem: MicrophoneProblem): MicrophoneCause {
  return CAUSES[problem];
}
