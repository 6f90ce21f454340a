// Transfers (REFER, RFC 3515), pure: how one that we asked for fares, what names a dialog for one (RFC 3891), and what one that is asked of us
// says. Several REFERs in a call are several of these.
//
//   asked --2xx--> accepted --NOTIFY 1xx--> progress --NOTIFY 2xx, or they hang up--> done
//   asked --another answer, or none--> failed           accepted, progress --NOTIFY 3xx to 6xx--> failed
//   accepted, progress --silence, an end without a word, our own hang-up--> unknown
//   unknown --a word that comes late--> as from accepted            asked --the call ends--> unknown
//
// `done` and `failed` stay, whatever comes afterwards. A NOTIFY may come before the answer to the REFER (RFC 3515 2.4.4), and counts as one.
import type { Party } from './party.ts';
import { causeOfStatus, type FailureCause } from './failure-cause.ts';

/** How a transfer fares that we asked for, and to whom, where whoever asked says so. */
export type Transfer = Progress & { readonly to?: Party };

type Progress =
  /** It is on its way to the far side. */
  | { readonly kind: 'asked' }
  /** The far side will try. */
  | { readonly kind: 'accepted' }
  /** What it hears of its own call: 100, or ringing. */
  | { readonly kind: 'progress'; readonly statusCode: number }
  /** The two have each other: this call is over as soon as somebody hangs up. */
  | { readonly kind: 'done' }
  | {
      readonly kind: 'failed';
      readonly cause: FailureCause;
      /** 300 to 699; undefined where nothing was answered. */
      readonly statusCode: number | undefined;
      /** Untrusted text. */
      readonly reasonPhrase: string | undefined;
    }
  /** No word of its end came: it may have worked. */
  | { readonly kind: 'unknown' };

/** What is heard of a transfer. */
export type TransferEvent =
  | { readonly kind: 'answered'; readonly statusCode: number; readonly reasonPhrase: string | undefined }
  /** No answer to the REFER came, or no way to send it. */
  | { readonly kind: 'unanswered'; readonly cause: 'timeout' | 'connectionLost' }
  | {
      readonly kind: 'notified';
      /** Undefined where the NOTIFY has no status that could be read. */
      readonly statusCode: number | undefined;
      readonly reasonPhrase: string | undefined;
      /** No other will follow (Subscription-State: terminated). */
      readonly isLast: boolean;
    }
  /** No NOTIFY came for too long. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'callEnded'; readonly by: 'local' | 'remote' | 'system' };

function failed(statusCode: number, reasonPhrase: string | undefined): Transfer {
  return { kind: 'failed', statusCode, reasonPhrase, cause: causeOfStatus(statusCode) };
}

function afterAnswer(
  transfer: Transfer,
  { statusCode, reasonPhrase }: Extract<TransferEvent, { kind: 'answered' }>,
): Transfer {
  if (transfer.kind !== 'asked' || statusCode < 200) return transfer;
  return statusCode < 300 ? { kind: 'accepted' } : failed(statusCode, reasonPhrase);
}

function afterNotify(
  transfer: Transfer,
  { statusCode, reasonPhrase, isLast }: Extract<TransferEvent, { kind: 'notified' }>,
): Transfer {
  if (statusCode !== undefined && statusCode >= 300) return failed(statusCode, reasonPhrase);
  if (statusCode !== undefined && statusCode >= 200) return { kind: 'done' };
  if (isLast) return { kind: 'unknown' };
  if (statusCode !== undefined) return { kind: 'progress', statusCode };
  return transfer.kind === 'asked' ? { kind: 'accepted' } : transfer;
}

/** Whether nothing more will be heard of it that counts. */
export const isSettled = ({ kind }: Transfer): boolean => kind === 'done' || kind === 'failed';

const towards = (next: Transfer, { to }: Transfer): Transfer => (to === undefined ? next : { ...next, to });

/** Whether the far side is at it: nobody is to be heard before it is known what comes of it. */
export const isUnderWay = ({ kind }: Transfer): boolean =>
  kind === 'asked' || kind === 'accepted' || kind === 'progress';

/** The next state of a transfer; the same object where the event changes nothing. */
export function nextTransfer(transfer: Transfer, event: TransferEvent): Transfer {
  if (isSettled(transfer)) return transfer;
  const next = after(transfer, event);
  return next === transfer ? transfer : towards(next, transfer);
}

function after(transfer: Transfer, event: TransferEvent): Transfer {
  switch (event.kind) {
    case 'answered':
      return afterAnswer(transfer, event);
    case 'notified':
      return afterNotify(transfer, event);
    case 'unanswered': {
      const { cause } = event;
      if (transfer.kind !== 'asked') return transfer;
      return { kind: 'failed', cause, statusCode: undefined, reasonPhrase: undefined };
    }
    case 'silent':
      return transfer.kind === 'asked' ? transfer : { kind: 'unknown' };
    case 'callEnded':
      // Whoever was handed over hangs up when the two have each other, often before it says so.
      return event.by === 'remote' && transfer.kind !== 'asked' ? { kind: 'done' } : { kind: 'unknown' };
  }
}

/** How long a REFER that was accepted may be silent: 64*T1 (RFC 6665 4.1.2.4, Timer N), in milliseconds. */
const FIRST_WORD_MS = 32_000;
/** The longest that one is waited for, whatever a NOTIFY promises, in milliseconds. */
const LONGEST_WAIT_MS = 300_000;

/** How long the next word is waited for. `expiresSeconds`: what the last NOTIFY promised; undefined where it or the answer said nothing. */
export function patienceMs(expiresSeconds: number | undefined): number {
  if (expiresSeconds === undefined) return FIRST_WORD_MS;
  return Math.min(Math.max(expiresSeconds * 1000, FIRST_WORD_MS), LONGEST_WAIT_MS);
}

/** A dialog as others name it: in another call, at another server or of another account too (RFC 3891 3). */
export interface Dialog {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** A SIP URI by which the far side of the dialog can be called (RFC 5589 7.3): its GRUU, else its address. */
  readonly remoteTarget: string;
}

/**
 * Whom a far side is to call: somebody new, or the other end of a dialog, in whose place it comes. `to`: the same for the eye, told again
 * with how it fares.
 */
export type TransferTarget = ({ readonly uri: string } | { readonly replaces: Dialog }) & {
  readonly to?: Party;
};

/** Somebody whom the far side asks us to call instead (RFC 3515 2.4.2). Every field comes from the network. */
export interface Referral {
  readonly id: string;
  /** What to call: a SIP URI with its parameters, without headers. */
  readonly uri: string;
  /** The same for the eye. */
  readonly target: Party;
  /** In whose name it is asked (RFC 3892), as the far side says; undefined where it says nothing. */
  readonly referredBy: Party | undefined;
  /** They have each other on the line already: we take the place of the one who asks (Replaces). */
  readonly isJoining: boolean;
}
