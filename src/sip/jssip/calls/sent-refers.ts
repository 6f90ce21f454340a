// The REFERs that we send within a call, and the NOTIFYs of them (RFC 3515). JsSIP's own subscriber reads `Event` in a way of its own, waits for
// ever, and forgets a REFER whose call ends. What each message means is in sip/transfer.ts.
import {
  isSettled,
  nextTransfer,
  patienceMs,
  type Transfer,
  type TransferEvent,
  type TransferTarget,
} from '../../transfer.ts';
import { LONGEST_REMARK, shortened } from '../../wire/message-limits.ts';
import { readReferNotice, referToOf, refusesSubscription } from '../../wire/refer.ts';
import type { StackRequest, StackSession } from './stack.ts';

export interface SentRefersListener {
  /** Sends it once the connection has proved that it lives. */
  send(request: () => void): void;
  changed(transfer: Transfer): void;
}

/** One REFER, by the CSeq numbers that it has had: each challenge gives it another. */
interface Asked {
  readonly ids: Set<number>;
  transfer: Transfer;
  deadline: ReturnType<typeof setTimeout> | undefined;
}

/** So many of a call are remembered: the NOTIFYs of older ones are answered and mean nothing. */
const MOST = 5;

export class SentRefers {
  readonly #session: StackSession;
  /** Of the account: in whose name we ask (RFC 3892). */
  readonly #ownAddress: string;
  readonly #on: SentRefersListener;
  #asked: readonly Asked[] = [];

  constructor(session: StackSession, ownAddress: string, on: SentRefersListener) {
    this.#session = session;
    this.#ownAddress = ownAddress;
    this.#on = on;
  }

  ask(target: TransferTarget): void {
    const { to } = target;
    const transfer: Transfer = { kind: 'asked', ...(to === undefined ? {} : { to }) };
    const asked: Asked = { ids: new Set(), transfer, deadline: undefined };
    this.#asked = [...this.#asked, asked].slice(-MOST);
    this.#on.changed(asked.transfer);
    const referTo = referToOf(target);
    if (referTo === undefined)
      this.#apply(asked, { kind: 'answered', statusCode: 416, reasonPhrase: undefined });
    else
      this.#on.send(() => {
        this.#send(asked, referTo);
      });
  }

  /** Takes a NOTIFY, where it is about a REFER. Returns whether it was. */
  receive(request: StackRequest): boolean {
    const notice = readReferNotice((name) => request.getHeaders(name), request.body ?? '');
    if (notice === undefined) return false;
    const asked = this.#of(notice.id);
    if (asked === undefined) {
      request.reply(481, 'Subscription Does Not Exist');
      return true;
    }
    request.reply(200, null, [`Contact: ${this.#session.contact}`]);
    const { reasonPhrase: phrase } = notice;
    const reasonPhrase = phrase === undefined ? undefined : shortened(phrase, LONGEST_REMARK);
    this.#apply(asked, { kind: 'notified', ...notice, reasonPhrase });
    this.#wait(asked, patienceMs(notice.expiresSeconds));
    return true;
  }

  /** The call is over. */
  end(by: 'local' | 'remote' | 'system'): void {
    for (const asked of this.#asked) this.#apply(asked, { kind: 'callEnded', by });
    this.#asked = [];
  }

  /** A middle may have numbered the REFER anew: where there is one alone, it is that. */
  #of(id: number | undefined): Asked | undefined {
    const named = this.#asked.find(({ ids }) => id !== undefined && ids.has(id));
    if (named !== undefined) return named;
    const open = this.#asked.filter(({ transfer }) => !isSettled(transfer));
    const sent = (open.length === 0 ? this.#asked : open).filter(({ ids }) => ids.size > 0);
    return id === undefined || sent.length === 1 ? sent.at(-1) : undefined;
  }

  #send(asked: Asked, referTo: string): void {
    if (!this.#asked.includes(asked)) return;
    const unanswered = (cause: 'timeout' | 'connectionLost') => (): void => {
      this.#apply(asked, { kind: 'unanswered', cause });
    };
    const answered = (answer: StackAnswer): void => {
      this.#answered(asked, answer);
    };
    const request = this.#session.sendRequest('REFER', {
      extraHeaders: [
        `Refer-To: ${referTo}`,
        `Referred-By: <${this.#ownAddress}>`,
        `Contact: ${this.#session.contact}`,
      ],
      eventHandlers: {
        onSuccessResponse: answered,
        onErrorResponse: answered,
        onDialogError: answered,
        onRequestTimeout: unanswered('timeout'),
        onTransportError: unanswered('connectionLost'),
        onAuthenticated: ({ cseq }) => asked.ids.add(cseq),
      },
    });
    if (request === undefined) unanswered('connectionLost')();
    else asked.ids.add(request.cseq);
  }

  #answered(asked: Asked, answer: StackAnswer): void {
    const { status_code: statusCode, reason_phrase: phrase } = answer;
    const reasonPhrase = phrase === '' ? undefined : shortened(phrase, LONGEST_REMARK);
    const isFirstWord = asked.transfer.kind === 'asked';
    this.#apply(asked, { kind: 'answered', statusCode, reasonPhrase });
    // Without a subscription the end of the call is all that tells: no news is waited for as long as for the first (RFC 4488 4).
    const isQuiet = refusesSubscription((name) => answer.getHeaders(name));
    if (isFirstWord || isQuiet) this.#wait(asked, patienceMs(undefined));
  }

  #wait(asked: Asked, ms: number): void {
    clearTimeout(asked.deadline);
    if (isSettled(asked.transfer) || asked.transfer.kind === 'unknown') return;
    asked.deadline = setTimeout(() => {
      this.#apply(asked, { kind: 'silent' });
    }, ms);
  }

  #apply(asked: Asked, event: TransferEvent): void {
    const before = asked.transfer;
    asked.transfer = nextTransfer(before, event);
    if (asked.transfer === before) return;
    if (isSettled(asked.transfer) || event.kind === 'callEnded') clearTimeout(asked.deadline);
    // Of one that another has followed only its success counts: the far side has somebody else then.
    if (asked === this.#asked.at(-1) || asked.transfer.kind === 'done') this.#on.changed(asked.transfer);
  }
}

interface StackAnswer {
  readonly status_code: number;
  readonly reason_phrase: string;
  getHeaders(name: string): readonly string[];
}
