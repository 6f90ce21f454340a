import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EMPTY_TRACE,
  TRACE_LIMIT,
  TRACE_TEXT_LIMIT,
  newestThatFit,
  nextTrace,
} from '../../../../src/sip/trace/sip-trace.ts';
import type { TraceEntry, TraceRecord } from '../../../../src/sip/trace/trace-entry.ts';

const record = (text: string, atMs = 1): TraceRecord => ({ atMs, direction: 'in', server: 'wss://h', text });
const seen = (trace: readonly TraceEntry[], text: string): readonly TraceEntry[] =>
  nextTrace(trace, { kind: 'seen', record: record(text) });

describe('the ring', () => {
  it('keeps the newest messages and drops the oldest', () => {
    let trace = EMPTY_TRACE;
    for (let n = 0; n < TRACE_LIMIT + 3; n += 1) trace = seen(trace, String(n));
    expect(trace).toHaveLength(TRACE_LIMIT);
    expect(trace[0]?.text).toBe('3');
    expect(trace.at(-1)?.id).toBe(TRACE_LIMIT + 2);
  });

  it('never holds more text than its limit, nor drops what would fit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: Math.floor(TRACE_TEXT_LIMIT / 3) }), { maxLength: 12 }),
        (lengths) => {
          const records = lengths.map((length) => record('x'.repeat(length)));
          const kept = newestThatFit(records);
          const size = (list: readonly TraceRecord[]): number =>
            list.reduce((sum, { text }) => sum + text.length, 0);
          expect(size(kept)).toBeLessThanOrEqual(TRACE_TEXT_LIMIT);
          expect(kept).toEqual(records.slice(records.length - kept.length));
          const dropped = records.at(records.length - kept.length - 1);
          if (kept.length < records.length && dropped !== undefined)
            expect(size(kept) + dropped.text.length).toBeGreaterThan(TRACE_TEXT_LIMIT);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('leaves after each message what would be left of all', () => {
    const length = fc.integer({ min: 0, max: Math.floor(TRACE_TEXT_LIMIT / 4) });
    fc.assert(
      fc.property(
        fc.array(length, { maxLength: 20 }),
        fc.array(length, { maxLength: 6 }),
        (lengths, earlier) => {
          const records = (list: readonly number[]): readonly TraceRecord[] =>
            list.map((each) => record('x'.repeat(each)));
          let trace = nextTrace(EMPTY_TRACE, { kind: 'restored', records: records(earlier) });
          for (const each of records(lengths)) trace = nextTrace(trace, { kind: 'seen', record: each });
          const expected = newestThatFit(records([...earlier, ...lengths]));
          expect(trace.map(({ text }) => text.length)).toEqual(expected.map(({ text }) => text.length));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('puts what an earlier visit saw before what this one saw, with ids that rise', () => {
    const trace = nextTrace(seen(seen(EMPTY_TRACE, 'c'), 'd'), {
      kind: 'restored',
      records: [record('a'), record('b')],
    });
    expect(trace.map(({ id, text }) => [id, text])).toEqual([
      [-2, 'a'],
      [-1, 'b'],
      [0, 'c'],
      [1, 'd'],
    ]);
    expect(seen(trace, 'e').at(-1)?.id).toBe(2);
  });

  it('is empty once cleared, and stays the same where nothing was kept', () => {
    const trace = seen(EMPTY_TRACE, 'a');
    expect(nextTrace(trace, { kind: 'cleared' })).toEqual([]);
    expect(nextTrace(trace, { kind: 'restored', records: [] })).toBe(trace);
  });
});
