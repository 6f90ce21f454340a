// The trace as a bounded ring: the newest messages up to two limits; the oldest go first.
import { traceEntry, type TraceEntry, type TraceRecord } from './trace-entry.ts';

export { keepable, recordOf } from './trace-entry.ts';

/** The most messages kept. */
export const TRACE_LIMIT = 1000;
/** The most text kept, in characters (in SIP nearly always one byte each). */
export const TRACE_TEXT_LIMIT = 2_000_000;

/** The id of the call that a message with this Call-ID belongs to, at this account; undefined for none. */
export type OwnerOf = (accountId: string, sipCallId: string) => string | undefined;

/** Among so many of the last are those whose call is known only a moment later. */
const NAMED_LATE = 50;

export type TraceEvent =
  /** `ownerOf`: the id of the call that it belongs to, as far as that is known by now. */
  | {
      readonly kind: 'seen';
      readonly record: TraceRecord;
      readonly ownerOf?: OwnerOf;
    }
  /** A call has begun whose first messages were seen before it. */
  | { readonly kind: 'named'; readonly ownerOf: OwnerOf }
  | { readonly kind: 'restored'; readonly records: readonly TraceRecord[] }
  | { readonly kind: 'cleared' };

export const EMPTY_TRACE: readonly TraceEntry[] = [];

/** The newest of `records` that fit both limits, in the order they came. */
export function newestThatFit<T extends TraceRecord>(records: readonly T[]): readonly T[] {
  let first = records.length;
  let room = TRACE_TEXT_LIMIT;
  while (first > 0 && records.length - first < TRACE_LIMIT) {
    room -= records[first - 1]?.text.length ?? 0;
    if (room < 0) break;
    first -= 1;
  }
  return first === 0 ? records : records.slice(first);
}

/** How much text the messages of a trace hold: added up once, not at each message. */
const textOf = new WeakMap<readonly TraceEntry[], number>();

function textLength(trace: readonly TraceEntry[]): number {
  return textOf.get(trace) ?? trace.reduce((sum, { text }) => sum + text.length, 0);
}

/** The trace with one more message, without as many of the oldest as have to go for it. */
function withEntry(trace: readonly TraceEntry[], entry: TraceEntry): readonly TraceEntry[] {
  let total = textLength(trace) + entry.text.length;
  let first = Math.max(0, trace.length + 1 - TRACE_LIMIT);
  for (const { text } of trace.slice(0, first)) total -= text.length;
  for (; total > TRACE_TEXT_LIMIT && first < trace.length; first += 1)
    total -= trace[first]?.text.length ?? 0;
  const next = [...trace.slice(first), entry];
  textOf.set(next, total);
  return next;
}

function named(entry: TraceEntry, ownerOf: OwnerOf | undefined): TraceEntry {
  const { accountId, sipCallId } = entry;
  if (entry.callId !== undefined || accountId === undefined || sipCallId === '') return entry;
  const callId = ownerOf?.(accountId, sipCallId);
  return callId === undefined ? entry : { ...entry, callId };
}

/** Messages from before the page was loaded, numbered below 0. */
function restored(records: readonly TraceRecord[]): readonly TraceEntry[] {
  return records.map((record, index) => traceEntry(index - records.length, record));
}

/** The trace after an event. Records have to be `keepable` already: what is stored was, when it was stored. */
export function nextTrace(trace: readonly TraceEntry[], event: TraceEvent): readonly TraceEntry[] {
  switch (event.kind) {
    case 'seen': {
      const last = trace.at(-1)?.id ?? -1;
      const entry = traceEntry(Math.max(0, last + 1), event.record);
      return withEntry(trace, named(entry, event.ownerOf));
    }
    case 'named': {
      const late = trace.slice(-NAMED_LATE).map((entry) => named(entry, event.ownerOf));
      if (late.every((entry, index) => entry === trace.at(index - late.length))) return trace;
      const next = [...trace.slice(0, -NAMED_LATE), ...late];
      textOf.set(next, textLength(trace));
      return next;
    }
    case 'restored':
      return event.records.length === 0 ? trace : newestThatFit([...restored(event.records), ...trace]);
    case 'cleared':
      return EMPTY_TRACE;
  }
}
