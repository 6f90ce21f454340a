import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSettled,
  nextTransfer,
  patienceMs,
  type Transfer,
  type TransferEvent,
} from '../../../src/sip/transfer.ts';

const event: fc.Arbitrary<TransferEvent> = fc.oneof(
  fc.record({
    kind: fc.constant('answered' as const),
    statusCode: fc.integer({ min: 100, max: 699 }),
    reasonPhrase: fc.constant(undefined),
  }),
  fc.record({
    kind: fc.constant('unanswered' as const),
    cause: fc.constantFrom('timeout', 'connectionLost'),
  }),
  fc.record({
    kind: fc.constant('notified' as const),
    statusCode: fc.option(fc.integer({ min: 100, max: 699 }), { nil: undefined }),
    reasonPhrase: fc.constant(undefined),
    isLast: fc.boolean(),
  }),
  fc.constant({ kind: 'silent' as const }),
  fc.record({ kind: fc.constant('callEnded' as const), by: fc.constantFrom('local', 'remote', 'system') }),
);

const through = (events: readonly TransferEvent[]): Transfer =>
  events.reduce<Transfer>(nextTransfer, { kind: 'asked' });

describe('a transfer', () => {
  it('has one end: done and failed stay, whatever comes afterwards', () => {
    fc.assert(
      fc.property(fc.array(event), fc.array(event), (before, after) => {
        const state = through(before);
        if (isSettled(state)) expect(after.reduce(nextTransfer, state)).toBe(state);
      }),
    );
  });

  it('is over once the call is', () => {
    fc.assert(
      fc.property(fc.array(event), fc.constantFrom('local', 'remote', 'system'), (before, by) => {
        const { kind } = nextTransfer(through(before), { kind: 'callEnded', by });
        expect(['done', 'failed', 'unknown']).toContain(kind);
      }),
    );
  });

  it('never fails with a status below 300, and never works by one above', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const state = through(events);
        if (state.kind === 'failed' && state.statusCode !== undefined)
          expect(state.statusCode).toBeGreaterThanOrEqual(300);
        if (state.kind === 'progress') expect(state.statusCode).toBeLessThan(200);
      }),
    );
  });

  it('names whom it goes to, whatever comes', () => {
    const to = { uri: 'sip:1003@h', user: '1003', displayName: 'Carol' };
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const named = events.reduce<Transfer>(nextTransfer, { kind: 'asked', to });
        expect(named).toEqual({ ...through(events), to });
      }),
    );
  });

  it('is waited for at least 32 s, and 5 minutes at most', () => {
    expect([undefined, 0, 1, 60, 3600].map(patienceMs)).toEqual([32_000, 32_000, 32_000, 60_000, 300_000]);
  });
});
