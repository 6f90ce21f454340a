// The REFERs that the far side sends within a call: it asks us to call somebody else (RFC 3515). The person is asked first. A request can't wait
// as long as people do (RFC 3261 17.1.2.2, Timer F: 32 s), so who does not answer at once is awaited behind a 202.
//
//   none --REFER--> asked --no--> none (603)
//                   asked --yes--> following (202)   --the call's end or success--> none (NOTIFY of it)
//                   asked --20 s--> awaited (202)    --yes--> following
//                                   awaited          --no, or nothing in another 100 s--> none (NOTIFY 603)
//   any --the call ends--> none (487 where the REFER still waits)
//
// JsSIP says 202 before anybody was asked, and leaves the Contact out of its NOTIFYs, which Asterisk refuses.
import { namedParty } from '../../wire/asserted-identity.ts';
import { readReferTo, refusesSubscription, type HeaderOf, type ReferTo } from '../../wire/refer.ts';
import type { Referral } from '../../transfer.ts';
import type { Party } from '../../call-state.ts';
import { boundedParty } from '../../wire/party.ts';
import type { SessionEvent } from '../../user-agent.ts';
import type { StackRequest, StackSession } from './stack.ts';

/** How long the REFER itself waits for the person, in milliseconds. */
const ANSWER_WITHIN_MS = 20_000;
/** How long the person has beyond that, and who took it to place the call, in milliseconds. */
const DECIDE_WITHIN_MS = 100_000;
/** What a NOTIFY promises: for so long others may follow. */
const EXPIRES_S = 180;

const TRYING = 100;
const RINGING = 180;
const PROGRESS = 183;
const OK = 200;
const TERMINATED = 487;
const DECLINED = 603;

const PHRASES: Readonly<Record<number, string>> = {
  [TRYING]: 'Trying',
  [RINGING]: 'Ringing',
  [PROGRESS]: 'Session Progress',
  [OK]: 'OK',
  [TERMINATED]: 'Request Terminated',
  [DECLINED]: 'Decline',
};

export interface ReceivedRefersListener {
  /** Sends it once the connection has proved that it lives. */
  send(request: () => void): void;
  referred(referral: Referral): void;
  /** Nobody decided in time. */
  ended(referralId: string): void;
}

interface Open {
  readonly referral: Referral;
  readonly request: StackRequest;
  readonly replaces: string | undefined;
  state: 'asked' | 'awaited' | 'following';
  /** The far side wants no NOTIFYs (RFC 4488 3). */
  readonly isQuiet: boolean;
  deadline: ReturnType<typeof setTimeout> | undefined;
  told: number;
}

/** What the call that follows a referral takes from it. */
export interface Following {
  readonly headers: readonly string[];
  /** Tells the one who asked how the call fares. */
  report(change: SessionEvent): void;
}

export class ReceivedRefers {
  readonly #session: StackSession;
  readonly #domain: string;
  readonly #on: ReceivedRefersListener;
  #open: Open | undefined;

  /** `domain`: where a bare number of Referred-By lives. */
  constructor(session: StackSession, domain: string, on: ReceivedRefersListener) {
    this.#session = session;
    this.#domain = domain;
    this.#on = on;
  }

  /** Takes a REFER of the far side. */
  receive(request: StackRequest): void {
    const header: HeaderOf = (name) => request.getHeaders(name);
    const referTo = readReferTo(header('refer-to'));
    if ('statusCode' in referTo) request.reply(referTo.statusCode, referTo.reasonPhrase);
    // One question at a time.
    else if (this.#open !== undefined) request.reply(491, 'Request Pending');
    else this.#ask(request, referTo, header);
  }

  answer(id: string, accept: boolean): void {
    const open = this.#open;
    if (open?.referral.id !== id) return;
    if (!accept) this.#refuse(open);
    else if (open.state !== 'following') this.#take(open, 'following');
  }

  /** What a call made because of this referral takes from it; undefined where it is none of ours, or not taken. */
  follow(id: string): Following | undefined {
    const open = this.#open;
    if (open?.referral.id !== id || open.state !== 'following') return undefined;
    clearTimeout(open.deadline);
    const { replaces, request } = open;
    const by = request.getHeaders('referred-by').filter((value) => value.length <= LONGEST_REFERRED_BY);
    return {
      headers: [
        ...(replaces === undefined ? [] : [`Replaces: ${replaces}`]),
        ...by.slice(0, 1).map((value) => `Referred-By: ${value}`),
      ],
      report: (change) => {
        this.#report(open, change);
      },
    };
  }

  /**
   * The call is over: a REFER that still waits is answered (RFC 3261 15.1.2), and nobody can be told anything more. What was taken can be
   * followed all the same: who asks may hang up at once.
   */
  end(): void {
    const open = this.#open;
    if (open === undefined) return;
    clearTimeout(open.deadline);
    if (open.state === 'asked') open.request.reply(TERMINATED, 'Request Terminated');
    if (open.state !== 'following') this.#open = undefined;
  }

  #ask(request: StackRequest, { uri, displayName, replaces }: ReferTo, header: HeaderOf): void {
    const named = namedParty(`<${uri}>`, this.#domain);
    const target: Party = { uri: named?.uri ?? uri, user: named?.user ?? '', displayName };
    const referredBy = namedParty(header('referred-by')[0], this.#domain);
    const referral: Referral = {
      id: crypto.randomUUID(),
      uri,
      target: displayName === '' ? target : { ...boundedParty(target), claim: 'name' },
      referredBy: referredBy && { ...referredBy, claim: 'all' },
      isJoining: replaces !== undefined,
    };
    const isQuiet = refusesSubscription(header);
    const open: Open = { referral, request, replaces, state: 'asked', isQuiet, deadline: undefined, told: 0 };
    this.#open = open;
    this.#within(open, ANSWER_WITHIN_MS, () => {
      this.#take(open, 'awaited');
    });
    this.#on.referred(referral);
  }

  #within(open: Open, ms: number, late: () => void): void {
    clearTimeout(open.deadline);
    open.deadline = setTimeout(late, ms);
  }

  #take(open: Open, state: 'awaited' | 'following'): void {
    if (open.state === 'asked') {
      const headers = [`Contact: ${this.#session.contact}`, ...(open.isQuiet ? ['Refer-Sub: false'] : [])];
      open.request.reply(202, 'Accepted', headers);
      this.#notify(open, TRYING);
    }
    open.state = state;
    this.#within(open, DECIDE_WITHIN_MS, () => {
      this.#refuse(open);
      this.#on.ended(open.referral.id);
    });
  }

  #refuse(open: Open): void {
    if (open.state === 'asked') {
      open.request.reply(DECLINED, 'Decline');
      this.#close(open);
    } else this.#notify(open, DECLINED);
  }

  #close(open: Open): void {
    clearTimeout(open.deadline);
    if (this.#open === open) this.#open = undefined;
  }

  #report(open: Open, change: SessionEvent): void {
    if (change.kind === 'ringing') this.#notify(open, RINGING);
    else if (change.kind === 'proceeding') this.#notify(open, PROGRESS);
    else if (change.kind === 'established') this.#notify(open, OK);
    else if (change.kind === 'terminated') {
      const { statusCode, reasonPhrase } = change.end;
      this.#notify(open, statusCode ?? TERMINATED, statusCode === undefined ? undefined : reasonPhrase);
    }
  }

  /** Nothing twice, and nothing after the end. */
  #notify(open: Open, statusCode: number, phrase = PHRASES[statusCode] ?? ''): void {
    if (this.#open !== open || open.told === statusCode) return;
    open.told = statusCode;
    const isLast = statusCode >= OK;
    if (isLast) this.#close(open);
    if (open.isQuiet) return;
    const { cseq } = open.request;
    // Nobody wants to hear of it any more (RFC 6665 4.2.2); the call that follows is ours all the same.
    const unsubscribed = (): void => {
      if (open.state === 'following') this.#close(open);
    };
    this.#on.send(() => {
      this.#session.sendRequest('NOTIFY', {
        extraHeaders: [
          `Contact: ${this.#session.contact}`,
          `Event: refer;id=${String(cseq)}`,
          `Subscription-State: ${isLast ? 'terminated;reason=noresource' : `active;expires=${String(EXPIRES_S)}`}`,
          'Content-Type: message/sipfrag;version=2.0',
        ],
        // Texts that others wrote go on as what a status line can hold (RFC 3261 25.1).
        body: `SIP/2.0 ${String(statusCode)} ${phrase.replace(/[^ -~]/gu, ' ').slice(0, LONGEST_PHRASE)}\r\n`,
        eventHandlers: { onErrorResponse: unsubscribed, onDialogError: unsubscribed },
      });
    });
  }
}

const LONGEST_REFERRED_BY = 1024;
const LONGEST_PHRASE = 100;
