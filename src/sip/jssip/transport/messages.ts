// What becomes of single messages on their way out and in, whichever connection carries them: credentials of several challenges are
// kept together, what must not be lost is kept and sent again, what the stack would choke on is answered here.
import type { Challenges } from '../../wire/challenges.ts';
import type { RefusedCall } from '../../wire/request-rules.ts';
import { Outbox } from '../../wire/outbox.ts';
import type { SipHead } from '../../wire/sip-message.ts';
import type { FlowMaker } from './flow-maker.ts';
import { ByeRepeater } from './bye-repeater.ts';

export interface MessagesListener {
  /** A call came that can't ring here; it was answered so. */
  refused(invite: SipHead, why: RefusedCall): void;
}

export class Messages {
  readonly #outbox = new Outbox();
  readonly #challenges: Challenges;
  readonly #byes: ByeRepeater;

  readonly #maker: Pick<FlowMaker, 'judge' | 'newChallenges'>;
  readonly #listener: MessagesListener;

  /** `send`: sends a BYE again. */
  constructor(
    maker: Pick<FlowMaker, 'judge' | 'newChallenges'>,
    listener: MessagesListener,
    send: (text: string) => void,
  ) {
    this.#byes = new ByeRepeater(send);
    this.#maker = maker;
    this.#challenges = maker.newChallenges();
    this.#listener = listener;
  }

  /** A message of the stack as it is to leave. */
  outgoing(text: string): string {
    return this.#challenges.outgoing(text);
  }

  /** It left, or found no connection. */
  sent(text: string, hasLeft: boolean): void {
    this.#outbox.sent(text, hasLeft, Date.now());
  }

  /** A message that arrived, for the stack; undefined where that is not to see it. `reply` answers it on the spot. */
  received(
    text: string,
    reply: (text: string) => void,
  ): { readonly text: string; readonly head: SipHead } | undefined {
    const verdict = this.#maker.judge(text, this.#challenges);
    if (verdict.kind === 'drop') return undefined;
    this.#byes.heard(verdict.head, this.#outbox.requestOf(verdict.head));
    this.#outbox.heard(verdict.head, Date.now());
    if (verdict.kind === 'pass') return verdict;
    reply(verdict.text);
    if (verdict.refusedCall !== undefined) this.#listener.refused(verdict.head, verdict.refusedCall);
    return undefined;
  }

  /** What goes out again on a new connection, in order. */
  replay(): readonly string[] {
    return this.#outbox.replay(Date.now());
  }

  clear(): void {
    this.#outbox.clear();
  }
}
