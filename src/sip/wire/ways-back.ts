// Which requests came by one particular connection, so that their answers go back by it (RFC 3261 18.2.2, RFC 5626 5.3). Pure.
import { branchOf, cseqOf, parseHead, type SipHead } from './sip-message.ts';

/** So many requests are remembered; one that rings outlives a few minutes of pings. */
const MOST = 200;

function keyOf(head: SipHead): string {
  return `${branchOf(head)} ${cseqOf(head)?.method ?? ''}`;
}

export class WaysBack {
  readonly #keys = new Set<string>();

  /** A request came by it. */
  note(request: SipHead): void {
    const key = keyOf(request);
    this.#keys.delete(key);
    this.#keys.add(key);
    const [oldest] = this.#keys;
    if (this.#keys.size > MOST && oldest !== undefined) this.#keys.delete(oldest);
  }

  /** The same request has come another way. */
  forget(request: SipHead): void {
    this.#keys.delete(keyOf(request));
  }

  /** The connection is gone: answers take another way. */
  clear(): void {
    this.#keys.clear();
  }

  /** Whether this message answers a request that came by it. */
  leadsHere(text: string): boolean {
    if (this.#keys.size === 0 || !text.startsWith('SIP/')) return false;
    const head = parseHead(text);
    return head !== undefined && this.#keys.has(keyOf(head));
  }
}
