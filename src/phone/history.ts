// One line of the call history and how a finished call becomes one.
import type { QualitySummary } from '../diagnosis/quality/quality-summary.ts';
import type { FlowReceipt } from '../diagnosis/receipt.ts';
import {
  nextCall,
  type Call,
  type CallDirection,
  type CallEnd,
  type Party,
  type TerminatedCall,
} from '../sip/call-state.ts';
import type { FailureCause } from '../sip/failure-cause.ts';

/** What became of a call. `missed`: an incoming call that nobody here answered or declined. */
export type CallOutcome = 'answered' | 'missed' | 'declined' | 'cancelled' | 'failed';

export interface HistoryEntry {
  readonly id: string;
  /** The account that it went by, perhaps signed out by now; absent in entries from before they named it. */
  readonly accountId?: string | undefined;
  readonly direction: CallDirection;
  readonly remote: Party;
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
export type CallReceipt = Pick<HistoryEntry, 'youToThem' | 'themToYou' | 'quality'>;

function outcomeOf(call: TerminatedCall): CallOutcome {
  if (call.answeredAtMs !== undefined) return 'answered';
  const { by, cause } = call.end;
  if (call.direction === 'incoming') {
    if (by === 'local' && cause !== 'noAnswer') return 'declined';
    return cause === undefined || cause === 'cancelled' || cause === 'noAnswer' ? 'missed' : 'failed';
  }
  if (by === 'local' && (cause === undefined || cause === 'cancelled')) return 'cancelled';
  return cause === 'declined' ? 'declined' : 'failed';
}

/** The history entry of a finished call. */
export function historyEntry(call: TerminatedCall, receipt: CallReceipt): HistoryEntry {
  const { id, accountId, direction, remote, startedAtMs, answeredAtMs, end } = call;
  const outcome = outcomeOf(call);
  const durationSeconds = answeredAtMs === undefined ? 0 : Math.round((end.atMs - answeredAtMs) / 1000);
  const { cause, statusCode } = end;
  return {
    id,
    accountId,
    direction,
    remote,
    startedAtMs,
    durationSeconds,
    outcome,
    cause,
    statusCode,
    ...receipt,
    seen: outcome !== 'missed',
  };
}

/** The entry of a call that goes on, as it would look if the page died at `atMs`; undefined for one that does not go on. */
export function unfinishedEntry(
  call: Call,
  receipt: Parameters<typeof historyEntry>[1],
  atMs: number,
): HistoryEntry | undefined {
  if (call.phase !== 'established') return undefined;
  const reasons = { statusCode: undefined, reasonPhrase: undefined };
  const end: CallEnd = { by: 'system', cause: 'connectionLost', ...reasons, atMs };
  const cut = nextCall(call, { kind: 'terminated', end });
  return cut.phase === 'terminated' ? historyEntry(cut, receipt) : undefined;
}

/** The entry of an incoming call that was refused before it rang. */
export function missedEntry(
  call: Pick<HistoryEntry, 'id' | 'accountId' | 'remote' | 'cause' | 'statusCode'> & {
    readonly atMs: number;
  },
): HistoryEntry {
  const { id, accountId, remote, cause, statusCode, atMs } = call;
  return {
    id,
    accountId,
    direction: 'incoming',
    remote,
    startedAtMs: atMs,
    durationSeconds: 0,
    outcome: 'missed',
    cause,
    statusCode,
    youToThem: 'unknown',
    themToYou: 'unknown',
    seen: false,
  };
}

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

function asSeen(entry: HistoryEntry): HistoryEntry {
  const { repeats } = entry;
  return { ...entry, seen: true, ...(repeats === undefined ? {} : { repeats: { ...repeats, unseen: 0 } }) };
}

/** The history with every missed call looked at. */
export function withAllSeen(before: readonly HistoryEntry[]): HistoryChange {
  const history = before.map((entry) => (entry.seen ? entry : asSeen(entry)));
  return { history, put: history.filter((entry, index) => entry !== before[index]), removed: [] };
}
