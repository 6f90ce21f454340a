// The words for several calls at a time: who waits, who is asked, who is joined.
import { msg, str } from '@lit/localize';
import { formatNumber } from './format.ts';

/** How many people there are, the person included. */
export function peopleWords(people: number): string {
  return msg(str`${formatNumber(people)} people`);
}

/** How many people a conference has, the person included. */
export function conferenceWords(people: number): string {
  return msg(str`Conference, ${formatNumber(people)} people`);
}

/** The calls besides the one that is named; empty for none. */
export function otherCallsWords(count: number): string {
  if (count < 1) return '';
  return count === 1 ? msg('and one other call') : msg(str`and ${formatNumber(count)} other calls`);
}

/** More callers ring behind the one whose card is shown; empty for none. */
export function alsoRingsWords(count: number): string {
  if (count < 1) return '';
  return count === 1
    ? msg('One more caller is waiting.')
    : msg(str`${formatNumber(count)} more callers are waiting.`);
}

/** Whom the person asks before handing somebody over. */
export function consultationWords(asked: string, handedOver: string): string {
  return msg(str`You are asking ${asked} before handing over ${handedOver}.`);
}

/** The person talks while nobody can hear it. */
export function talksUnheardWords(): string {
  return msg('You are muted, and you are talking.');
}
