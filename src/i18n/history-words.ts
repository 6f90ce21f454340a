// The words for one line of the call history.
import { msg } from '@lit/localize';
import { failureWords, type FailureKey } from './failure-words.ts';

export interface HistoryLine {
  readonly direction: 'outgoing' | 'incoming';
  readonly outcome: 'answered' | 'missed' | 'declined' | 'cancelled' | 'failed';
  readonly cause: FailureKey | undefined;
}

/** What became of a call, in a few words. */
export function outcomeWords(line: HistoryLine): string {
  const outgoing = line.direction === 'outgoing';
  switch (line.outcome) {
    case 'answered':
      return outgoing ? msg('You called') : msg('They called');
    case 'missed':
      return msg('Missed');
    case 'declined':
      return outgoing ? msg('They declined') : msg('You declined');
    case 'cancelled':
      return msg('You hung up before an answer');
    case 'failed':
      return line.cause === undefined ? msg('Did not work out') : failureWords(line.cause).title;
  }
}
