// One call between two phones of the lab, timed from the click on Call to both ends hearing.
import type { PhonePage } from '../../e2e/support/phone.ts';
import { hearingOf, type Hearing } from './hearing.ts';

export interface CallOutcome {
  /** From the click on Call until both ends heard, in milliseconds; undefined where one of them never did. */
  readonly bothHearMs: number | undefined;
  readonly caller: Hearing;
  readonly callee: Hearing;
}

/** Calls `user`, answers there, and listens at both ends for `deadlineMs` at most. */
export async function callAndListen(
  caller: PhonePage,
  callee: PhonePage,
  user: string,
  deadlineMs: number,
): Promise<CallOutcome> {
  await caller.target.fill(user);
  const startMs = Date.now();
  await caller.button('Call').click();
  await callee.button('Answer').click();
  const [first, second] = await Promise.all([
    hearingOf(caller.page, deadlineMs),
    hearingOf(callee.page, deadlineMs),
  ]);
  const heard = first.sinceMs !== undefined && second.sinceMs !== undefined;
  const bothHearMs = heard ? Math.max(first.sinceMs, second.sinceMs) - startMs : undefined;
  return { bothHearMs, caller: first, callee: second };
}
