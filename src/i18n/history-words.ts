// The words for one line of the call history.
import { msg, str } from '@lit/localize';
import { failureWords, type FailureKey } from './failure-words.ts';
import { formatNumber } from './format.ts';
import { formatMoment } from './format-time.ts';

export interface HistoryLine {
  readonly direction: 'outgoing' | 'incoming';
  readonly outcome: 'answered' | 'missed' | 'declined' | 'cancelled' | 'failed';
  readonly cause: FailureKey | undefined;
}

/** Why a call that came in was refused before it rang. */
const COULD_NOT_RING: readonly FailureKey[] = [
  'noSoundOffered',
  'soundNotEncrypted',
  'soundWithoutIce',
  'soundWithoutMux',
  'noCommonCodec',
  'extensionRequired',
  'browserCantCall',
  'insecurePage',
];

/** What became of a call, in a few words. */
export function outcomeWords(line: HistoryLine): string {
  const outgoing = line.direction === 'outgoing';
  switch (line.outcome) {
    case 'answered':
      return outgoing ? msg('You called') : msg('Called you');
    case 'missed':
      return line.cause !== undefined && COULD_NOT_RING.includes(line.cause)
        ? msg(str`Could not ring: ${failureWords(line.cause).title}`)
        : msg('Missed');
    case 'declined':
      return outgoing ? msg('They declined') : msg('You declined');
    case 'cancelled':
      return msg('You hung up before an answer');
    case 'failed':
      return line.cause === undefined ? msg('Call failed') : failureWords(line.cause).title;
  }
}

/** Several unanswered calls in one line. */
export interface RepeatedLine {
  readonly count: number;
  readonly firstAtMs: number;
}

/** How often they called, and since when; the line itself says when last. */
export function repeatWords({ count, firstAtMs }: RepeatedLine, nowMs: number): string {
  const times = formatNumber(count);
  const first = formatMoment(firstAtMs, nowMs);
  return count === 1 ? msg('called once') : msg(str`called ${times} times, first at ${first}`);
}

/** To whom the person handed them over. */
export function handedToWords(to: string): string {
  return msg(str`handed over to ${to}`);
}

/** The account that it went by, among several. */
export function byAccountWords(account: string): string {
  return msg(str`your account ${account}`);
}

/** Who they are, where one line stands for many. */
export function severalCallers(): string {
  return msg('Several unknown callers');
}
