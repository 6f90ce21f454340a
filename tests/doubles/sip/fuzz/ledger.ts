// What the far side may expect for each damaged request: an answer, where another reader of SIP than the phone's can read it whole.
import { headersOf, headerOf, type SipMessage } from '../../../../server/sip/message.ts';
import { parseMessage } from '../../../../server/sip/parse-message.ts';
import { parseVia } from '../../../../server/sip/via.ts';
import type { Payload } from '../memory-websocket.ts';

/** What tells an answer to it from others: branch and CSeq (RFC 3261 17.1.3). */
function keyOf(message: SipMessage): string | undefined {
  const branch = parseVia(headersOf(message, 'Via')[0])?.branch;
  const [, number, method] = /^(\d{1,9}) +(\S+)$/u.exec(headerOf(message, 'CSeq') ?? '') ?? [];
  return branch === undefined || method === undefined
    ? undefined
    : `${branch} ${String(Number(number))} ${method}`;
}

const textOf = (data: Payload): string => (typeof data === 'string' ? data : new TextDecoder().decode(data));

export class Ledger {
  readonly #open = new Map<string, string>();
  /** Branches that came before: what comes by one again is a copy, and may be absorbed. */
  readonly #known = new Set<string>();

  /** A message goes to the phone. */
  sent(data: Payload): void {
    const text = textOf(data);
    const message = parseMessage(text);
    const key = message?.kind === 'request' && message.method !== 'ACK' ? keyOf(message) : undefined;
    const branch = key?.split(' ')[0];
    if (key === undefined || branch === undefined || this.#known.has(branch)) return;
    this.#known.add(branch);
    this.#open.set(key, text);
  }

  /** The requests that none of these messages answers. Forgets them all. */
  unanswered(seen: readonly SipMessage[]): readonly string[] {
    for (const message of seen) if (message.kind === 'response') this.#open.delete(keyOf(message) ?? '');
    const left = [...this.#open.values()];
    this.#open.clear();
    this.#known.clear();
    return left;
  }
}
