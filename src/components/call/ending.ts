// Joins a finished call to the words for how it ended.
import { hangUpWords, missedWords } from '../../i18n/call-words.ts';
import { failureWords } from '../../i18n/failure-words.ts';
import { handedOverWords, handedToThemWords } from '../../i18n/transfer-words.ts';
import type { Call, TerminatedCall } from '../../sip/call-state.ts';
import { partyName } from '../shared/party.ts';

export interface Ending {
  readonly title: string;
  readonly more: readonly string[];
}

/** The call whose other end was handed over to that of this one. */
function broughtTo({ consultsFor }: TerminatedCall, calls: readonly Call[]): TerminatedCall | undefined {
  const other = calls.find(({ id }) => id === consultsFor);
  return other?.phase === 'terminated' && other.transfer?.kind === 'done' ? other : undefined;
}

/** Whether a call ended because the two others have each other. */
export function wasHandedOver(call: TerminatedCall, calls: readonly Call[]): boolean {
  return call.transfer?.kind === 'done' || broughtTo(call, calls) !== undefined;
}

/** `allowed`: the microphone is by now, which stands beside it. `calls`: all that are still in sight. */
export function endingOf(call: TerminatedCall, allowed: boolean, calls: readonly Call[]): Ending {
  const { cause, by } = call.end;
  const brought = cause === undefined ? broughtTo(call, calls) : undefined;
  if (brought !== undefined)
    return { title: handedToThemWords(partyName(brought.remote), partyName(call.remote)), more: [] };
  if (call.transfer?.kind === 'done') {
    const { to } = call.transfer;
    return { title: handedOverWords(to === undefined ? '' : partyName(to)), more: [] };
  }
  const answered = call.answeredAtMs !== undefined;
  const missed = call.direction === 'incoming' && !answered;
  const given = cause === undefined || cause === 'cancelled' || cause === 'noAnswer' || cause === 'declined';
  if (missed && given) return { title: missedWords(by), more: [] };
  if (cause === undefined || (cause === 'cancelled' && by === 'local')) {
    return { title: hangUpWords(by, answered), more: [] };
  }
  const words = failureWords(cause);
  const isMended = cause === 'microphoneRefused' && allowed;
  return { title: words.title, more: [words.cause, ...(isMended ? [] : [words.remedy])] };
}
