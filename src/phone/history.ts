// One line of the call history.
import type { QualitySummary } from '../diagnosis/quality/quality-summary.ts';
import type { FlowReceipt, SoundOpinion, SoundStory } from '../diagnosis/receipt.ts';
import type { CallDirection, Party } from '../sip/call-state.ts';
import type { FailureCause } from '../sip/failure-cause.ts';

/** What became of a call. `missed`: an incoming call that nobody here answered or declined. */
export type CallOutcome = 'answered' | 'missed' | 'declined' | 'cancelled' | 'failed';

export interface HistoryEntry {
  readonly id: string;
  /** The account that it went by, perhaps signed out by now; absent in entries from before they named it. */
  readonly accountId?: string | undefined;
  /** The name of that account by then, `user@domain`; absent in entries from before it was kept. */
  readonly accountName?: string | undefined;
  readonly direction: CallDirection;
  readonly remote: Party;
  /** To whom the person handed the other end over. */
  readonly handedTo?: Party | undefined;
  /** With how many others it was joined to a conference, at the most; absent where it never was. */
  readonly joinedWith?: number | undefined;
  readonly startedAtMs: number;
  /** Time from answer to end in whole seconds; 0 where never answered. */
  readonly durationSeconds: number;
  readonly outcome: CallOutcome;
  readonly cause: FailureCause | undefined;
  readonly statusCode: number | undefined;
  readonly youToThem: FlowReceipt;
  readonly themToYou: FlowReceipt;
  /** How well the sound came over; absent where it could not be rated, and in entries from before it was kept. */
  readonly quality?: QualitySummary | undefined;
  /** What was wrong with the sound, and what was done; absent where nothing was, and in entries from before it was kept. */
  readonly story?: SoundStory | undefined;
  /** Whether the person found the sound OK; absent while they have not said. */
  readonly opinion?: SoundOpinion | undefined;
  /** False for a missed call the person has not looked at yet, and for one that ended with its page until that was said. */
  readonly seen: boolean;
  /** Where the line stands for more calls than one (history-bounds.ts); all else in it is of the last of them. */
  readonly repeats?: Repeats | undefined;
}

/** Several unanswered calls in one line. */
export interface Repeats {
  readonly count: number;
  /** When the first of them came, milliseconds since the epoch. */
  readonly firstAtMs: number;
  /** How many the person has not looked at yet. */
  readonly unseen: number;
  /** They come from several callers; the line names the last. */
  readonly mixed: boolean;
}

/** What the media side leaves behind. */
export type CallReceipt = Pick<HistoryEntry, 'youToThem' | 'themToYou' | 'quality' | 'story'>;

/** The history after a change, and what has to be written to keep it so. */
export interface HistoryChange {
  /** The newest first. */
  readonly history: readonly HistoryEntry[];
  readonly put: readonly HistoryEntry[];
  /** Ids. */
  readonly removed: readonly string[];
}

/** How many missed calls the person has not looked at. */
export function missedCount(entries: readonly HistoryEntry[]): number {
  return entries
    .filter(({ outcome, seen }) => outcome === 'missed' && !seen)
    .reduce((sum, { repeats }) => sum + (repeats?.unseen ?? 1), 0);
}

/** The entry once it was looked at; the same where it was before. */
export function asSeen(entry: HistoryEntry): HistoryEntry {
  const { repeats, seen } = entry;
  if (seen) return entry;
  return { ...entry, seen: true, ...(repeats === undefined ? {} : { repeats: { ...repeats, unseen: 0 } }) };
}
