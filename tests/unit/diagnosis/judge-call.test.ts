// The verdict on a call's sound: which of them the evidence comes to, and that name, direction, cause and place agree.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_VITALS, type CallVitals, type FlowState } from '../../../src/diagnosis/flow.ts';
import { judgeCall } from '../../../src/diagnosis/judge-call.ts';
import type { Evidence, Surroundings, Verdict } from '../../../src/diagnosis/verdict.ts';
import { newCall, type EstablishedCall, type HoldState } from '../../../src/sip/call-state.ts';

const PENDING = newCall({
  id: 'c',
  accountId: 'a',
  direction: 'outgoing',
  remote: { uri: 'sip:1002@pbx.example.com', user: '1002', displayName: '' },
  startedAtMs: 0,
});
const TALKING: EstablishedCall = {
  id: 'c',
  accountId: 'a',
  direction: 'outgoing',
  remote: PENDING.remote,
  startedAtMs: 0,
  phase: 'established',
  answeredAtMs: 0,
  hold: 'none',
  muted: false,
  holdPending: false,
  tonesRefused: false,
};
const AROUND: Surroundings = { online: true, registered: true, relayConfigured: false };

function measured(out: FlowState, back: FlowState, rest: Partial<CallVitals> = {}): CallVitals {
  const way = (flow: FlowState) => ({ flow, packetsPerSecond: 50, kilobitsPerSecond: 64 });
  return { ...NO_VITALS, path: 'direct', youToThem: way(out), themToYou: way(back), ...rest };
}

const judge = (evidence: Partial<Evidence>): Verdict =>
  judgeCall({ call: TALKING, vitals: measured('flowing', 'flowing'), around: AROUND, ...evidence });

describe('the verdict on a call', () => {
  it('names direction, place and cause where nothing passes', () => {
    expect(judge({ vitals: measured('flowing', 'stopped') })).toMatchObject({
      ...{ name: 'nothingArrives', direction: 'themToYou', place: 'between', cause: 'noPackets' },
      ...{ gravity: 'bad', act: 'reconnectSound' },
    });
    expect(judge({ vitals: measured('stopped', 'quiet') })).toMatchObject({
      ...{ name: 'nothingLeaves', direction: 'youToThem', place: 'you', cause: 'noPackets' },
    });
    expect(judge({ vitals: measured('unconfirmed', 'flowing') })).toMatchObject({
      ...{ name: 'unconfirmed', direction: 'youToThem', place: 'them', cause: 'unconfirmed' },
    });
    expect(judge({ vitals: measured('stopped', 'stopped') }).name).toBe('pathDied');
  });

  it('tells a path that broke from one that was never found, with a relay and without', () => {
    const vitals = measured('stopped', 'stopped', { path: 'unknown' });
    expect(judge({ vitals })).toMatchObject({ name: 'noPath', cause: 'noRelay', path: 'none' });
    const around = { ...AROUND, relayConfigured: true };
    expect(judge({ vitals, around })).toMatchObject({ name: 'noPathWithRelay', cause: 'noPair' });
    expect(judge({ vitals: measured('waiting', 'waiting', { path: 'unknown' }) }).path).toBe('unknown');
  });

  it('believes sound that flows rather than a browser that says it is offline', () => {
    const around = { ...AROUND, online: false };
    expect(judge({ around }).name).toBe('bothFlow');
    expect(judge({ around, vitals: measured('stopped', 'stopped') })).toMatchObject({
      ...{ name: 'offline', place: 'network' },
      youToThem: { flow: 'stopped', breaksAt: 'network' },
    });
  });

  it('says what is done about it, as long as anything is', () => {
    const mending = { state: 'failed', step: 'restart' } as const;
    expect(judge({ vitals: measured('flowing', 'stopped', { mending }) }).mending).toEqual(mending);
    expect(judge({}).mending).toBeUndefined();
  });

  it('goes by what was pressed or told since the last second', () => {
    expect(judge({ call: { ...TALKING, muted: true } })).toMatchObject({
      ...{ name: 'muted', youToThem: { flow: 'quiet', breaksAt: undefined } },
    });
    expect(judge({ call: { ...TALKING, hold: 'local' } })).toMatchObject({
      ...{ name: 'heldByYou', gravity: 'held', place: 'you', themToYou: { flow: 'held' } },
    });
  });

  it('has nothing of ours heard before the answer', () => {
    const vitals = measured('sent', 'flowing');
    expect(judge({ call: PENDING, vitals })).toMatchObject({
      ...{ name: 'notYet', youToThem: { flow: 'notYet' }, themToYou: { flow: 'notYet' } },
    });
    expect(judge({ call: { ...PENDING, earlyMedia: true }, vitals })).toMatchObject({
      ...{ name: 'earlyMedia', themToYou: { flow: 'flowing' } },
    });
  });

  it('does not call sound fine that can hardly be followed', () => {
    const recent = [1, 2, 3].map((second) => ({ atMs: second * 1000, youToThem: 90, themToYou: 40 }));
    expect(judge({ vitals: measured('flowing', 'flowing', { recent }) })).toMatchObject({
      ...{ name: 'themChoppy', direction: 'themToYou', cause: 'quality' },
    });
  });

  it('is bad only where a direction that should carry sound is seen to be broken', () => {
    const flow = fc.constantFrom<FlowState>(
      ...(['waiting', 'flowing', 'quiet', 'sent', 'unconfirmed', 'stopped', 'held', 'unsent'] as const),
    );
    const call = fc
      .record({
        hold: fc.constantFrom<HoldState>('none', 'local', 'remote', 'both'),
        muted: fc.boolean(),
        lost: fc.constantFrom(undefined, 'server' as const),
      })
      .map((change): EstablishedCall => ({ ...TALKING, ...change }));
    const around = fc.record({
      online: fc.boolean(),
      registered: fc.boolean(),
      relayConfigured: fc.boolean(),
    });
    fc.assert(
      fc.property(flow, flow, call, around, (out, back, established, surroundings) => {
        const verdict = judge({ call: established, vitals: measured(out, back), around: surroundings });
        const { youToThem, themToYou, gravity, place, name } = verdict;
        const isBroken = [youToThem, themToYou].some((each) => each.flow === 'stopped');
        if (gravity === 'bad' && name !== 'offline') {
          expect(isBroken).toBe(true);
          expect(place).toBeDefined();
        }
        if (established.hold !== 'none') expect(isBroken).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});
