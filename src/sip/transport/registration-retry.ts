// What follows a REGISTER: when it is refreshed, or when it is tried again, as each answer deserves.
// Sources: RFC 3261 10.2.4, 10.2.8 and 20.33 (Retry-After), RFC 5626 4.5. Pure: chance is passed in.
import { ASKED } from '../wire/asked-times.ts';

export type RegistrationOutcome =
  /** A 2xx that lists our contact, with the expiry granted in seconds. */
  | { readonly kind: 'accepted'; readonly expiresSeconds: number }
  /** A 2xx that does not: the server forgot us at once, and no call would come. */
  | { readonly kind: 'notListed' }
  | {
      readonly kind: 'refused';
      readonly statusCode: number;
      /** Seconds, where the server asked for them. */
      readonly retryAfterSeconds: number | undefined;
      /** It asks for a proof of a kind that this phone does not know. */
      readonly isUnanswerable?: boolean;
    }
  /** The password is right, and another device was let in instead of this one: the person decides. */
  | { readonly kind: 'replaced' }
  /** No answer before the deadline. */
  | { readonly kind: 'silent' };

/** Without an answer for so long the first REGISTER counts as lost, in milliseconds. */
export const REGISTER_DEADLINE_MS = 8000;
/** The longest deadline, in milliseconds: after 64*T1 the transaction itself is over (RFC 3261 17.1.2.2, Timer F). */
const LONGEST_DEADLINE_MS = 32_000;

/** Wrong credentials, tried again and again, get people banned: minutes, then an hour. */
const CREDENTIALS_WAIT_S: readonly number[] = [300, 900, 3600];
const CREDENTIALS: readonly number[] = [401, 403, 404, 407];
function spread(seconds: number, random: () => number): number {
  return seconds * 1000 * (1 + random() * 0.2);
}

function doubling(fromSeconds: number, toSeconds: number, failures: number): number {
  return Math.min(toSeconds, fromSeconds * 2 ** Math.min(failures, 16));
}

function refusedWait(statusCode: number, failures: number): number {
  if (CREDENTIALS.includes(statusCode) || statusCode >= 600)
    return CREDENTIALS_WAIT_S[Math.min(failures, CREDENTIALS_WAIT_S.length - 1)] ?? 3600;
  if (statusCode >= 500 || statusCode === 408 || statusCode === 480) return doubling(2, 120, failures);
  return doubling(60, 600, failures);
}

/**
 * Milliseconds after which a REGISTER counts as lost. `silences` counts those that got no answer since the last success: a
 * server that lets everyone wait is only made slower by phones that give up and come again. During a call the phone stays
 * impatient: holding and hanging up wait for the answer.
 */
export function registerDeadlineMs(silences: number, inCall: boolean): number {
  return inCall
    ? REGISTER_DEADLINE_MS
    : Math.min(LONGEST_DEADLINE_MS, REGISTER_DEADLINE_MS * 2 ** Math.min(silences, 16));
}

/**
 * Milliseconds until the next REGISTER; `Infinity` where none is sent by itself. `failures` counts the outcomes before this one that were not `accepted`, in a row.
 * A refresh falls between 50 and 80 % of the granted expiry; a server's Retry-After is obeyed, up to an hour, and as often as failures in a row allow.
 */
export function nextRegisterMs(outcome: RegistrationOutcome, failures: number, random: () => number): number {
  switch (outcome.kind) {
    case 'accepted':
      return Math.max(
        1000,
        Math.min(outcome.expiresSeconds, ASKED.expires.most) * 1000 * (0.5 + random() * 0.3),
      );
    case 'notListed':
      return spread(doubling(5, 60, failures), random);
    case 'replaced':
      return Infinity;
    case 'silent':
      return spread(doubling(2, 60, failures), random);
    case 'refused': {
      const asked = outcome.retryAfterSeconds;
      // Whoever asks to be asked again at once, time and again, is asked less and less often.
      if (asked !== undefined)
        return spread(Math.max(Math.min(asked, ASKED.retryAfter.most), doubling(1, 120, failures)), random);
      return spread(refusedWait(outcome.statusCode, failures), random);
    }
  }
}

/** Whether a new connection should try the same credentials again by itself before the wait is over. */
export function mayRetryOnReconnect(outcome: RegistrationOutcome): boolean {
  if (outcome.kind === 'replaced') return false;
  return (
    outcome.kind !== 'refused' || !(CREDENTIALS.includes(outcome.statusCode) || outcome.statusCode >= 600)
  );
}
