// Which flow the answer to a request that was forwarded without a transaction goes to (RFC 3261 section 16.11).
// Owns the table: a request that comes again, over a new flow too, keeps its branch, and its answer takes the new way.
import { createHash } from 'node:crypto';
import { headerOf, type SipRequest } from '../sip/message.ts';
import { parseVia } from '../sip/via.ts';

const MAX_WAYS = 5000;

export interface WayBack {
  readonly connectionId: string;
  /** Who sent the request, and to whom: extensions. Undefined where nobody knows. */
  readonly caller: string;
  readonly callee: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** The same for every copy of a request that goes to one target, whichever flow it came over. */
function idOf(request: SipRequest, target: string): string {
  const via = parseVia(headerOf(request, 'Via'));
  const parts = [via?.sentBy, via?.branch, headerOf(request, 'Call-ID'), headerOf(request, 'CSeq'), target];
  return createHash('sha256').update(parts.join('|')).digest('hex').slice(0, 32);
}

export class WaysBack {
  readonly #byId = new Map<string, WayBack>();

  /** Remembers the way, or changes it for a request that came before. Returns the id for our branch. */
  open(request: SipRequest, target: string, way: WayBack): string {
    const id = idOf(request, target);
    const startedAt = this.#byId.get(id)?.startedAt ?? way.startedAt;
    this.#byId.delete(id);
    this.#byId.set(id, { ...way, startedAt });
    const oldest = this.#byId.keys().next();
    if (this.#byId.size > MAX_WAYS && oldest.done !== true) this.#byId.delete(oldest.value);
    return id;
  }

  /** The way of the answer, or undefined for a branch that was never given out or is long past. */
  of(id: string): WayBack | undefined {
    return this.#byId.get(id);
  }
}
