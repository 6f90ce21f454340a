// Which refusals in a trace are part of a normal exchange and no failure: a challenge that was answered (RFC 3261 22.2), an
// interval or a condition that the next request met (423, 422, 491, 3xx), and the end of an INVITE that was cancelled (9.1). A
// refusal that nothing followed is a failure.
import type { TraceEntry } from './trace-entry.ts';

/** What the sender of a request puts right and sends again (RFC 3261 21.4.2, 21.4.8, 21.4.17, 21.4.27; RFC 4028 6). */
const PUT_RIGHT: ReadonlySet<number> = new Set([401, 407, 412, 422, 423, 491, 494]);

const keyOf = ({ sipCallId, method }: TraceEntry): string => `${sipCallId} ${method}`;

const isRefusal = ({ status }: TraceEntry): boolean => status !== undefined && status >= 400;

/** The ids of refusals that belong to the ordinary course, of messages in the order of time. */
export function ordinaryRefusals(entries: readonly TraceEntry[]): ReadonlySet<number> {
  const ordinary = new Set<number>();
  const open = new Map<string, TraceEntry[]>();
  const cancelled = new Set<string>();
  for (const entry of entries) {
    const { kind, method, sipCallId, direction, cseq = 0 } = entry;
    if (kind === 'request') {
      if (method === 'CANCEL') cancelled.add(sipCallId);
      const waiting = open.get(keyOf(entry)) ?? [];
      // The same side asks again, and not with the very same request.
      for (const refusal of waiting.filter((each) => each.direction !== direction && cseq > (each.cseq ?? 0)))
        ordinary.add(refusal.id);
    } else if (isRefusal(entry)) {
      if (PUT_RIGHT.has(entry.status ?? 0))
        open.set(keyOf(entry), [...(open.get(keyOf(entry)) ?? []), entry]);
      if (entry.status === 487 && cancelled.has(sipCallId)) ordinary.add(entry.id);
    }
  }
  return ordinary;
}
