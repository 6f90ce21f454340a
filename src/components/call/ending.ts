// Joins a finished call to the words for how it ended.
import { hangUpWords, missedWords } from '../../i18n/call-words.ts';
import { failureWords } from '../../i18n/failure-words.ts';
import { handedOverWords } from '../../i18n/transfer-words.ts';
import type { TerminatedCall } from '../../sip/call-state.ts';
import { partyName } from '../shared/party.ts';

export interface Ending {
  readonly title: string;
  readonly more: readonly string[];
}

/** `allowed`: the microphone is by now, which stands beside it. */
export function endingOf(call: TerminatedCall, allowed: boolean): Ending {
  const { cause, by } = call.end;
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
