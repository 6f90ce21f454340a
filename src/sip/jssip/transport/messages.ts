// What becomes of single messages on their way out and in, whichever connection carries them: credentials of several challenges are
// kept together, what must not be lost is kept and sent again, what the stack would choke on is answered here.
import { Challenges } from '../../wire/challenges.ts';
import { judgeInbound } from '../../wire/inbound-rules.ts';
import { Outbox } from '../../wire/outbox.ts';
import type { SipHead } from '../../wire/sip-message.ts';
import { ByeRepeater } from './bye-repeater.ts';

export class Messages {
  readonly #outbox = new Outbox();
  readonly #challenges = new Challenges();
  readonly #byes: ByeRepeater;

  /** `send`: sends a BYE again. */
  constructor(send: (text: string) => void) {
    this.#byes = new ByeRepeater(send);
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
    const verdict = judgeInbound(text, this.#challenges);
    if (verdict.kind === 'drop') return undefined;
    this.#byes.heard(verdict.head, this.#outbox.requestOf(verdict.head));
    this.#outbox.heard(verdict.head, Date.now());
    if (verdict.kind === 'pass') return verdict;
    reply(verdict.text);
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
