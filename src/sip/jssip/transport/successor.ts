// A connection in waiting beside one that is doubted, or that a better server offers: what crosses it before it is the one in use.
// It carries its own REGISTER and the answers to what came by it, and nothing else (docs/adr/0012).
import type { SipHead } from '../../wire/sip-message.ts';
import { WaysBack } from '../../wire/ways-back.ts';
import type { Flow } from './flow.ts';

export class Successor {
  readonly flow: Flow;
  /** Whether it may still take the other one's place. */
  readonly isWanted: () => boolean;
  readonly #waysBack = new WaysBack();
  #phase: 'opened' | 'spoke' | 'introduced' = 'opened';

  constructor(flow: Flow, isWanted: () => boolean) {
    this.flow = flow;
    this.isWanted = isWanted;
  }

  /** Its server has answered a ping: the very question that the other one leaves unanswered. */
  get hasSpoken(): boolean {
    return this.#phase !== 'opened';
  }

  /** Its server is being told of it, or was. */
  get isIntroduced(): boolean {
    return this.#phase === 'introduced';
  }

  spoke(): void {
    if (this.#phase === 'opened') this.#phase = 'spoke';
  }

  introduce(): void {
    this.#phase = 'introduced';
  }

  /** A request came by it. */
  note(request: SipHead): void {
    this.#waysBack.note(request);
  }

  /** Whether this message of ours goes by it. */
  carries(text: string): boolean {
    return (this.isIntroduced && text.startsWith('REGISTER ')) || this.#waysBack.leadsHere(text);
  }
}
