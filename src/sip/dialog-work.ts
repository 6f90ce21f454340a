// What waits to be sent within one call while the way to the server is unsure: offers, tones and other requests, in the order in which they
// were asked for, each once. Offers in a row become one. Pure.
import type { Tone } from './dtmf.ts';
import type { ToneTimes } from './tone-times.ts';

/** A new offer: hold or not, with fresh ICE credentials or not. */
export interface OfferWork {
  readonly kind: 'offer';
  readonly held: boolean;
  readonly restart: boolean;
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

/** The queue with more work at its end. */
export function withWork(queue: readonly DialogWork[], work: DialogWork): readonly DialogWork[] {
  const last = queue.at(-1);
  if (work.kind !== 'offer' || last?.kind !== 'offer') return [...queue, work];
  return [...queue.slice(0, -1), { ...work, restart: work.restart || last.restart }];
}

/** The queue with an offer that has to be made again: at its front, unless a newer one stands there already. */
export function withOfferAgain(queue: readonly DialogWork[], offer: OfferWork): readonly DialogWork[] {
  const [first, ...rest] = queue;
  if (first?.kind !== 'offer') return [offer, ...queue];
  return [{ ...first, restart: first.restart || offer.restart }, ...rest];
}

/** The queue without its tones. */
export function withoutTones(queue: readonly DialogWork[]): readonly DialogWork[] {
  return queue.filter(({ kind }) => kind !== 'tone');
}
