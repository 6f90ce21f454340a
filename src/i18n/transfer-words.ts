// The words for a transfer ("handing over"): the progress of one that the person started, and the question when the far side asks
// for one.
import { msg, str } from '@lit/localize';
import { failureWords, type FailureKey } from './failure-words.ts';

/** How a transfer fares. */
export type TransferFacts =
  | { readonly kind: 'asked' | 'accepted' | 'done' | 'unknown' }
  | { readonly kind: 'progress'; readonly statusCode: number }
  | { readonly kind: 'failed'; readonly cause: FailureKey };

/** Whether the person and the other end hear each other once the transfer is over. */
export type TransferHold = 'none' | 'local' | 'remote' | 'both';

/** Who is handed over, and to whom; `to` is empty where nobody says. */
export interface HandoverNames {
  readonly name: string;
  readonly to: string;
}

/** To whom, for a sentence. */
function toWords(to: string): string {
  return to === '' ? msg('somebody else') : to;
}

function progressWords(statusCode: number, { name, to }: HandoverNames): string {
  const whom = toWords(to);
  return statusCode >= 180
    ? msg(str`It rings: ${name} is calling ${whom}. You can wait here, or hang up.`)
    : msg(str`${name} is being connected with ${whom}. You can wait here, or hang up.`);
}

/** Where a transfer stands, in a sentence. */
export function transferWords(transfer: TransferFacts, names: HandoverNames): string {
  const { name } = names;
  const to = toWords(names.to);
  switch (transfer.kind) {
    case 'asked':
      return msg(str`Handing over ${name} to ${to}: asking their phone (REFER).`);
    case 'accepted':
      return msg(str`Handing over ${name} to ${to}: their phone agreed to call.`);
    case 'progress':
      return progressWords(transfer.statusCode, names);
    case 'done':
      return msg(str`Handed over: ${name} and ${to} are connected to each other.`);
    case 'failed':
      return msg(str`Handing over to ${to} did not work: ${failureWords(transfer.cause).title}.`);
    case 'unknown':
      return msg(str`It is not known whether handing over to ${to} worked. ${name} is still on this call.`);
  }
}

/** How it goes on with who was to be handed over, after a transfer that failed. */
export function backToWords(hold: TransferHold, name: string): string {
  if (hold === 'none') return msg(str`You are talking to ${name} again.`);
  if (hold === 'remote') return msg(str`${name} has put you on hold.`);
  return msg(str`${name} is on hold: press Hold to talk to them again.`);
}

/** What became of a call that was handed over. `to`: to whom; empty where nobody says. */
export function handedOverWords(to: string): string {
  return to === '' ? msg('You handed the call over') : msg(str`You handed the call over to ${to}`);
}

/** What became of a call to whose other end somebody was handed over. */
export function handedToThemWords(who: string, them: string): string {
  return msg(str`You handed ${who} over to ${them}`);
}

/** Somebody asks the person to call somebody else. */
export interface ReferralFacts {
  /** Who is on the line. */
  readonly asker: string;
  /** In whose name they ask, where they say so and it is somebody else. */
  readonly inNameOf: string | undefined;
  /** Whom to call: a name, a number, an address. */
  readonly target: string;
  readonly isJoining: boolean;
}

/** Somebody of whom only an address for machines is known. */
export function somebodyAt(address: string): string {
  return msg(str`somebody (${address})`);
}

/** What is asked. */
export function referralWords({ asker, inNameOf, target, isJoining }: ReferralFacts): string {
  if (isJoining)
    return msg(str`${asker} wants to connect you with ${target}, who is on the line (transfer).`);
  return inNameOf === undefined
    ? msg(str`${asker} asks you to call ${target} instead (transfer).`)
    : msg(
        str`${asker} asks you to call ${target} instead, and claims to ask on behalf of ${inNameOf} (transfer).`,
      );
}
