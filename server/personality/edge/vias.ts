// A branch of the server's own for each request to a phone, and the way back to the Vias that the request really has.
// Owns a table of bounded size: the same request, its CANCEL and its ACK keep one branch, as RFC 3261 section 9.1 has it.
import { headersOf, type Header, type SipMessage } from '../../sip/message.ts';
import { parseVia } from '../../sip/via.ts';

const MAX_BRANCHES = 5000;

export class Vias {
  readonly #own = new Map<string, string>();
  readonly #behind = new Map<string, readonly string[]>();

  constructor(private readonly newBranch: () => string) {}

  /** The branch for a request whose real Vias these are. */
  hide(message: SipMessage): string {
    const vias = headersOf(message, 'Via');
    const top = parseVia(vias[0])?.branch ?? '';
    const id = this.#own.get(top) ?? this.newBranch();
    this.#own.set(top, id);
    if (!this.#behind.has(id)) this.#behind.set(id, vias);
    this.#forgetOldest();
    return id;
  }

  /** The response with the real Vias again; undefined where the branch is none of ours. */
  restore<M extends SipMessage>(message: M, id: string): M | undefined {
    const vias = this.#behind.get(id);
    if (vias === undefined) return undefined;
    const others = message.headers.filter(([name]) => name !== 'Via');
    return { ...message, headers: [...vias.map((value): Header => ['Via', value]), ...others] };
  }

  #forgetOldest(): void {
    if (this.#own.size <= MAX_BRANCHES) return;
    const [top, id] = this.#own.entries().next().value ?? ['', ''];
    this.#own.delete(top);
    this.#behind.delete(id);
  }
}
