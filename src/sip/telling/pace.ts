// When the far side is told how the sound is: at once when something changed, once a second while something is wrong, every 10 s while all is
// well. One request at a time; of the reports that wait only the newest is sent; what can't be sent now is dropped, since a newer one comes.
//
//                | absent   | ready                    | asking (a request is under way)     | stopped
//   listed       | ready    |                          |                                     | ready, after few refusals
//   unlisted     |          | absent                   | absent                              | absent
//   reported     | the newest report waits, in every state
//   dropped      | no report waits, in every state
//   sent         |          | asking                   |                                     |
//   answered     |          |                          | ready                               |
//   refused      |          |                          | stopped                             |
//   unanswered   |          |                          | ready; the second time in a row: stopped
//   interrupted  |          | nothing is missed        | ready                               | ready, where it stopped for silence
//
// Pure: the time is passed in.
import { saysTheSame, tellsTrouble, type SoundReport } from './sound-report.ts';

interface Sent {
  readonly report: SoundReport;
  readonly atMs: number;
  /** Since when the same words are said. */
  readonly sameSinceMs: number;
}

interface Said {
  /** The newest report that was not sent. */
  readonly waiting: SoundReport | undefined;
  readonly sent: Sent | undefined;
  /** Requests in a row that nobody answered. */
  readonly missed: number;
  readonly refusals: number;
}

export type Pace =
  /** The far side does not take reports, as far as it has said. */
  | (Said & { readonly phase: 'absent' })
  | (Said & { readonly phase: 'ready' })
  | (Said & { readonly phase: 'asking' })
  | (Said & { readonly phase: 'stopped'; readonly why: 'refused' | 'silent' });

export type PaceEvent =
  /** The far side says that it takes reports, or no longer. */
  | { readonly kind: 'listed' | 'unlisted' }
  | { readonly kind: 'reported'; readonly report: SoundReport }
  /** What waits can't be sent now. */
  | { readonly kind: 'dropped' }
  /** What waited has left. */
  | { readonly kind: 'sent' }
  | { readonly kind: 'answered' | 'refused' | 'unanswered' }
  /** The connection to the server was lost or replaced: whatever was under way may have been lost with it. */
  | { readonly kind: 'interrupted' };

export type PaceDuty =
  | { readonly kind: 'rest' }
  | { readonly kind: 'wait'; readonly untilMs: number }
  /** Send what waits now. */
  | { readonly kind: 'tell'; readonly report: SoundReport }
  /** The request under way is given up: `unanswered`. */
  | { readonly kind: 'giveUp' };

/** Milliseconds between two reports, at least; and while something is wrong. */
export const SOONEST_MS = 1000;
/** Milliseconds between two reports while all is well, and where the same trouble has been told for long. */
export const CALM_MS = 10_000;
/** After so many milliseconds of the same trouble nothing is new in it. */
export const LONG_TROUBLE_MS = 60_000;
/** So long an answer is waited for, in milliseconds. */
export const ANSWER_MS = 4000;
const MOST_MISSED = 2;
/** A far side that refuses so often is not told again, whatever it lists. */
const MOST_REFUSALS = 3;

export const NEW_PACE: Pace = {
  phase: 'absent',
  waiting: undefined,
  sent: undefined,
  missed: 0,
  refusals: 0,
};

function sent(pace: Pace, nowMs: number): Pace {
  const { waiting: report, sent: before } = pace;
  if (pace.phase !== 'ready' || report === undefined) return pace;
  const isSame = before !== undefined && saysTheSame(before.report, report);
  const sameSinceMs = isSame ? before.sameSinceMs : nowMs;
  return { ...pace, phase: 'asking', waiting: undefined, sent: { report, atMs: nowMs, sameSinceMs } };
}

function listed(pace: Pace): Pace {
  const isAgain = pace.phase === 'stopped' && pace.refusals < MOST_REFUSALS;
  if (pace.phase !== 'absent' && !isAgain) return pace;
  // Somebody else may be there now, who was told nothing.
  return { ...said(pace), phase: 'ready', sent: undefined, missed: 0 };
}

function unanswered(pace: Pace): Pace {
  if (pace.phase !== 'asking') return pace;
  const missed = pace.missed + 1;
  if (missed >= MOST_MISSED) return { ...pace, phase: 'stopped', why: 'silent', missed };
  return { ...pace, phase: 'ready', missed };
}

function interrupted(pace: Pace): Pace {
  if (pace.phase === 'absent' || (pace.phase === 'stopped' && pace.why === 'refused')) return pace;
  return { ...said(pace), phase: 'ready', missed: 0 };
}

/** What every phase has. */
function said({ waiting, sent: last, missed, refusals }: Pace): Said {
  return { waiting, sent: last, missed, refusals };
}

/** The state after an event; the same where the event makes no sense. */
export function nextPace(pace: Pace, event: PaceEvent, nowMs: number): Pace {
  switch (event.kind) {
    case 'listed':
      return listed(pace);
    case 'unlisted':
      return { ...said(pace), phase: 'absent' };
    case 'reported':
      return { ...pace, waiting: event.report };
    case 'dropped':
      return { ...pace, waiting: undefined };
    case 'sent':
      return sent(pace, nowMs);
    case 'answered':
      return pace.phase === 'asking' ? { ...pace, phase: 'ready', missed: 0 } : pace;
    case 'refused':
      if (pace.phase !== 'asking') return pace;
      return { ...pace, phase: 'stopped', why: 'refused', refusals: pace.refusals + 1 };
    case 'unanswered':
      return unanswered(pace);
    case 'interrupted':
      return interrupted(pace);
  }
}

/** When a report may be sent that waits, milliseconds on the clock of the events. */
function dueMs(report: SoundReport, last: Sent | undefined): number {
  if (last === undefined) return 0;
  const isSame = saysTheSame(last.report, report);
  const isOldNews = last.atMs - last.sameSinceMs >= LONG_TROUBLE_MS;
  const isUrgent = !isSame || (tellsTrouble(report) && !isOldNews);
  return last.atMs + (isUrgent ? SOONEST_MS : CALM_MS);
}

/** What is to be done now. */
export function paceDuty(pace: Pace, nowMs: number): PaceDuty {
  if (pace.phase === 'asking') {
    const untilMs = (pace.sent?.atMs ?? nowMs) + ANSWER_MS;
    return nowMs >= untilMs ? { kind: 'giveUp' } : { kind: 'wait', untilMs };
  }
  const { waiting } = pace;
  if (pace.phase !== 'ready' || waiting === undefined) return { kind: 'rest' };
  const untilMs = dueMs(waiting, pace.sent);
  return nowMs >= untilMs ? { kind: 'tell', report: waiting } : { kind: 'wait', untilMs };
}

/** Whether the far side is told how the sound is. */
export function isTelling({ phase }: Pace): boolean {
  return phase === 'ready' || phase === 'asking';
}
