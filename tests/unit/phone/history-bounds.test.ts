// What callers can add to the history: laws over any sequence of calls, and the floods that were tried.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  KNOWN_LIMIT,
  OWN_LIMIT,
  REPEAT_WITHIN_MS,
  STRANGERS_LIMIT,
  STRANGER_LIMIT,
  fitting,
  withCall,
} from '../../../src/phone/history-bounds.ts';
import { asSeen, missedCount, type HistoryEntry } from '../../../src/phone/history.ts';
import { HISTORY_LIMIT } from '../../../src/storage/ports.ts';

const MINUTE = 60_000;

function call(
  id: string,
  user: string,
  startedAtMs: number,
  change: Partial<HistoryEntry> = {},
): HistoryEntry {
  return {
    id,
    direction: 'incoming',
    remote: { uri: `sip:${user}@example.org`, user, displayName: '' },
    startedAtMs,
    durationSeconds: 0,
    outcome: 'missed',
    cause: 'busy',
    statusCode: 486,
    youToThem: 'unknown',
    themToYou: 'unknown',
    seen: false,
    ...change,
  };
}

const answered = { outcome: 'answered', cause: undefined, statusCode: undefined, seen: true } as const;

const after = (
  calls: readonly HistoryEntry[],
  before: readonly HistoryEntry[] = [],
): readonly HistoryEntry[] => calls.reduce((history, each) => withCall(history, each).history, before);

const real = (count: number): readonly HistoryEntry[] =>
  Array.from({ length: count }, (_, index) =>
    call(`real-${String(index)}`, `colleague${String(index % 50)}`, 1_000_000 - index, answered),
  );

const flood = (count: number, user: (index: number) => string, everyMs = 10): readonly HistoryEntry[] =>
  Array.from({ length: count }, (_, index) =>
    call(`flood-${String(index)}`, user(index), 2_000_000 + index * everyMs),
  );

const isReal = ({ id }: HistoryEntry): boolean => id.startsWith('real-');

describe('one caller', () => {
  it('who calls 150 times in a short time has one line, which says so', () => {
    const history = after(flood(150, () => '666'));
    expect(history).toMatchObject([
      { id: 'flood-0', startedAtMs: 2_001_490, repeats: { count: 150, firstAtMs: 2_000_000, mixed: false } },
    ]);
    expect(missedCount(history)).toBe(150);
  });

  it('is one whatever they call themselves and however they spell their address', () => {
    const names = ['sip:666@example.org', 'SIP:666@EXAMPLE.org'].map((uri, index) =>
      call(`n${String(index)}`, '666', index, {
        remote: { uri, user: '666', displayName: `Bank ${String(index)}` },
      }),
    );
    expect(after(names)).toHaveLength(1);
  });

  it('is one line whether it rang, was refused as busy, or could not ring', () => {
    const causes = [
      call('a', '666', 1, { cause: undefined, statusCode: undefined }),
      call('b', '666', 2),
      call('c', '666', 3, { cause: 'noCommonCodec', statusCode: 488 }),
      call('d', '666', 4, { outcome: 'failed', cause: 'connectionLost', seen: true }),
    ];
    expect(after(causes)).toMatchObject([{ repeats: { count: 4 }, outcome: 'failed' }]);
  });

  it('has a line of its own again after a while, and after a call that was answered', () => {
    const later = [call('a', '666', 0), call('b', '666', REPEAT_WITHIN_MS + 1)];
    expect(after(later)).toHaveLength(2);
    const talked = [call('a', '666', 0), call('b', '666', 1, answered), call('c', '666', 2)];
    expect(after(talked).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });

  it('is counted apart where a person declined', () => {
    const declined = { outcome: 'declined', cause: 'declined', seen: true } as const;
    const history = after([call('a', '6', 0), call('b', '6', 1, declined), call('c', '6', 2, declined)]);
    expect(history.map(({ id, repeats }) => [id, repeats?.count])).toEqual([
      ['b', 2],
      ['a', undefined],
    ]);
  });

  it('is counted anew as unseen once the person has looked', () => {
    const seen = after(flood(10, () => '666')).map(asSeen);
    expect(missedCount(seen)).toBe(0);
    const history = after([call('x', '666', 2_000_200)], seen);
    expect(missedCount(history)).toBe(1);
    expect(history).toMatchObject([{ seen: false, repeats: { count: 11 } }]);
  });
});

describe('a flood under many names', () => {
  it('of 500 leaves 20 lines and one for all others, and every real call', () => {
    const history = after(
      flood(500, (index) => `stranger${String(index)}`),
      real(OWN_LIMIT),
    );
    expect(history.filter(isReal)).toHaveLength(OWN_LIMIT);
    const strangers = history.filter((entry) => !isReal(entry));
    expect(strangers).toHaveLength(STRANGERS_LIMIT + 1);
    expect(strangers[0]).toMatchObject({
      repeats: { count: 500 - STRANGERS_LIMIT, mixed: true },
      remote: { user: 'stranger499' },
    });
  });

  it('that goes on for days pushes out strangers only', () => {
    const history = after(
      flood(1500, (index) => `stranger${String(index)}`, 5 * MINUTE),
      real(OWN_LIMIT),
    );
    expect(history.filter(isReal)).toHaveLength(OWN_LIMIT);
    expect(history.filter((entry) => !isReal(entry)).length).toBeLessThanOrEqual(STRANGER_LIMIT);
  });

  it('under the names of people talked with keeps what was answered', () => {
    const history = after(
      flood(1500, (index) => `colleague${String(index % 50)}`, 20 * MINUTE),
      real(OWN_LIMIT),
    );
    expect(history.filter(isReal)).toHaveLength(OWN_LIMIT);
    expect(history.filter((entry) => !isReal(entry))).toHaveLength(KNOWN_LIMIT);
  });

  it('does not hide a call of somebody known', () => {
    const history = after(
      [...flood(100, (index) => `stranger${String(index)}`), call('boss', 'colleague7', 2_001_500)],
      real(100),
    );
    expect(history[0]).toMatchObject({ id: 'boss', remote: { user: 'colleague7' } });
    expect(history[0]).not.toHaveProperty('repeats');
  });
});

describe('any sequence of calls', () => {
  const step = fc.record({
    user: fc.integer({ min: 0, max: 40 }),
    laterMs: fc.integer({ min: 0, max: 40 * MINUTE }),
    direction: fc.constantFrom('incoming', 'outgoing'),
    outcome: fc.constantFrom('missed', 'failed', 'declined', 'answered'),
  } as const);
  const sequence = fc.array(step, { maxLength: 200 }).map((steps) => {
    let atMs = 10_000_000;
    return steps.map(({ user, laterMs, direction, outcome }, index) => {
      atMs += laterMs;
      return call(String(index), String(user), atMs, { direction, outcome, seen: outcome !== 'missed' });
    });
  });
  const isOwn = ({ direction, outcome }: HistoryEntry): boolean =>
    direction === 'outgoing' || outcome === 'answered';

  it('leaves a history that fits, the newest first, no id twice', () => {
    fc.assert(
      fc.property(sequence, (calls) => {
        const history = after(calls);
        expect(fitting(history)).toBe(history);
        const times = history.map(({ startedAtMs }) => startedAtMs);
        expect(times).toEqual([...times].sort((a, b) => b - a));
        expect(new Set(history.map(({ id }) => id)).size).toBe(history.length);
      }),
    );
  });

  it('loses no count: every unanswered call is in some line', () => {
    fc.assert(
      fc.property(sequence, (calls) => {
        const history = after(calls);
        const counted = history
          .filter((each) => !isOwn(each))
          .reduce((sum, { repeats }) => sum + (repeats?.count ?? 1), 0);
        expect(counted).toBeLessThanOrEqual(calls.filter((each) => !isOwn(each)).length);
        // Nothing was dropped while there was room.
        if (history.length < STRANGER_LIMIT)
          expect(counted).toBe(calls.filter((each) => !isOwn(each)).length);
      }),
    );
  });

  it('says what to write: the history is what was kept before, with its changes', () => {
    fc.assert(
      fc.property(sequence, (calls) => {
        const kept = new Map<string, HistoryEntry>();
        let history: readonly HistoryEntry[] = [];
        for (const each of calls) {
          const change = withCall(history, each);
          for (const entry of change.put) kept.set(entry.id, entry);
          for (const id of change.removed) kept.delete(id);
          ({ history } = change);
        }
        expect(new Set(kept.values())).toEqual(new Set(history));
      }),
    );
  });

  it('never drops a call that was made or answered for one that was not', () => {
    fc.assert(
      fc.property(sequence, (calls) => {
        const own = calls.filter(isOwn);
        expect(after(calls).filter(isOwn)).toEqual([...own].reverse().slice(0, OWN_LIMIT));
      }),
    );
  });

  it('has as much room in storage as on its shelves', () => {
    expect(OWN_LIMIT + KNOWN_LIMIT + STRANGER_LIMIT).toBe(HISTORY_LIMIT);
  });
});
