// How a call becomes a line of the history.
import { nextCall, type Call, type CallEnd, type TerminatedCall } from '../sip/call-state.ts';
import type { CallOutcome, CallReceipt, HistoryEntry } from './history.ts';

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

/** The history entry of a finished call. `accountName`: of the account that it went by. */
export function historyEntry(call: TerminatedCall, receipt: CallReceipt, accountName?: string): HistoryEntry {
  const { id, accountId, direction, remote, startedAtMs, answeredAtMs, end, transfer, joinedWith } = call;
  const handedTo = transfer?.kind === 'done' ? transfer.to : undefined;
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
    ...(accountName === undefined ? {} : { accountName }),
    ...(handedTo === undefined ? {} : { handedTo }),
    ...(joinedWith === undefined ? {} : { joinedWith }),
    seen: outcome !== 'missed',
  };
}

/** The entry of a call that goes on, as it would look if the page died at `atMs`; undefined for one that does not go on. */
export function unfinishedEntry(
  call: Call,
  receipt: CallReceipt,
  atMs: number,
  accountName?: string,
): HistoryEntry | undefined {
  if (call.phase !== 'established') return undefined;
  const reasons = { statusCode: undefined, reasonPhrase: undefined };
  const end: CallEnd = { by: 'system', cause: 'connectionLost', ...reasons, atMs };
  const cut = nextCall(call, { kind: 'terminated', end });
  return cut.phase === 'terminated' ? historyEntry(cut, receipt, accountName) : undefined;
}

/** The entry of an incoming call that was refused before it rang. */
export function missedEntry(
  call: Pick<HistoryEntry, 'id' | 'accountId' | 'accountName' | 'remote' | 'cause' | 'statusCode'> & {
    readonly atMs: number;
  },
): HistoryEntry {
  const { id, accountId, accountName, remote, cause, statusCode, atMs } = call;
  return {
    id,
    accountId,
    ...(accountName === undefined ? {} : { accountName }),
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
