// What waits to be sent within one call while the way to the server is unsure: offers, tones and other requests, in the order in which they
// were asked for, each once. Offers in a row become one. Pure.
import type { Tone } from './dtmf.ts';
import type { ToneTimes } from './tone-times.ts';

/** What an offer changes of the path: nothing, fresh ICE credentials (RFC 8445 9), or another connection altogether. */
export type PathChange = 'none' | 'restart' | 'renewal';

/** A new offer: hold or not, and what becomes of the path. */
export interface OfferWork {
  readonly kind: 'offer';
  readonly held: boolean;
  readonly path: PathChange;
}

/** A tone by SIP INFO (RFC 6086). */
export interface ToneWork {
  readonly kind: 'tone';
  readonly tone: Tone;
  readonly times: ToneTimes;
}

/** Any other request within the dialog: REFER, NOTIFY. */
export interface RequestWork {
  readonly kind: 'request';
  readonly send: () => void;
}

export type DialogWork = OfferWork | ToneWork | RequestWork;

/** One offer in the place of two: what was wanted last of the path, unless nothing was. */
function later(last: PathChange, before: PathChange): PathChange {
  return last === 'none' ? before : last;
}

/** The queue with more work at its end. */
export function withWork(queue: readonly DialogWork[], work: DialogWork): readonly DialogWork[] {
  const last = queue.at(-1);
  if (work.kind !== 'offer' || last?.kind !== 'offer') return [...queue, work];
  return [...queue.slice(0, -1), { ...work, path: later(work.path, last.path) }];
}

/** The queue with an offer that has to be made again: at its front, unless a newer one stands there already. */
export function withOfferAgain(queue: readonly DialogWork[], offer: OfferWork): readonly DialogWork[] {
  const [first, ...rest] = queue;
  if (first?.kind !== 'offer') return [offer, ...queue];
  return [{ ...first, path: later(first.path, offer.path) }, ...rest];
}

/** The queue without its tones. */
export function withoutTones(queue: readonly DialogWork[]): readonly DialogWork[] {
  return queue.filter(({ kind }) => kind !== 'tone');
}
