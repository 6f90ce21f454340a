import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROBE_DEADLINE_MS, judgeIceProbe, type IceProbeEvent } from '../../../src/media/ice-probe.ts';

const STUN = 'stun:s.example.org:3478';
const TURN = 'turn:t.example.org:3478?transport=udp';
const host: IceProbeEvent = { kind: 'candidate', type: 'host', address: undefined, atMs: 5 };
const srflx: IceProbeEvent = { kind: 'candidate', type: 'srflx', address: '203.0.113.5', atMs: 40 };
const relay: IceProbeEvent = { kind: 'candidate', type: 'relay', address: undefined, atMs: 80 };
const complete: IceProbeEvent = { kind: 'complete', atMs: 90 };
const error = (code: number, text = ''): IceProbeEvent => ({ kind: 'error', code, text, atMs: 50 });

describe('the test of a STUN or TURN server', () => {
  it('says how long it took and the address it saw', () => {
    expect(judgeIceProbe(STUN, [host, srflx], 40)).toEqual({
      kind: 'reachable',
      afterMs: 40,
      address: '203.0.113.5',
    });
    expect(judgeIceProbe(TURN, [host, srflx, relay], 80)).toEqual({
      kind: 'reachable',
      afterMs: 80,
      address: '203.0.113.5',
    });
  });

  it('waits while nothing is sure: a public address is no relay', () => {
    expect(judgeIceProbe(TURN, [host, srflx], 41)).toBeUndefined();
    expect(judgeIceProbe(STUN, [host], 41)).toBeUndefined();
  });

  it('waits for another interface where one does not get through', () => {
    const broken = error(701, 'TURN allocate request timed out.');
    expect(judgeIceProbe(TURN, [broken], 60)).toBeUndefined();
    expect(judgeIceProbe(TURN, [broken, relay], 80)).toMatchObject({ kind: 'reachable' });
  });

  it.each([
    [401, 'credentials'],
    [403, 'forbidden'],
    [437, 'stale'],
    [438, 'stale'],
    [486, 'quota'],
    [508, 'capacity'],
    [300, 'rejected'],
  ])('tells the word of the server at once: %i', (code, problem) => {
    expect(judgeIceProbe(TURN, [host, error(code)], 60)).toEqual({ kind: 'failed', problem, code });
  });

  it.each([
    ['TURN host lookup received error.', 'dns'],
    ['Failed to establish connection', 'connection'],
    ['STUN binding request timed out.', 'noAnswer'],
    ['', 'noAnswer'],
  ])('tells why it was not reached: %s', (text, problem) => {
    expect(judgeIceProbe(TURN, [host, error(701, text), complete], 90)).toEqual({
      kind: 'failed',
      problem,
      code: undefined,
    });
  });

  it('does not blame a server of the other address family', () => {
    const other = error(701, 'Address family is incompatible');
    expect(judgeIceProbe(STUN, [host, other, complete], 90)).toMatchObject({ kind: 'answered' });
  });

  it('knows no NAT from no answer, where the browser tells errors', () => {
    expect(judgeIceProbe(STUN, [host, complete], 90)).toEqual({ kind: 'answered', afterMs: 90 });
    expect(judgeIceProbe(STUN, [host, complete], 90, false)).toMatchObject({ problem: 'noAnswer' });
    expect(judgeIceProbe(TURN, [host, complete], 90)).toMatchObject({ problem: 'noAnswer' });
    expect(judgeIceProbe(STUN, [complete], 90), 'offline').toMatchObject({ problem: 'noAnswer' });
  });

  it('always has a verdict at the deadline, and keeps one that it had', () => {
    const events = fc.array(
      fc.oneof(
        fc.constantFrom(host, srflx, relay, complete),
        fc.record({
          kind: fc.constant('error' as const),
          code: fc.integer({ min: 300, max: 701 }),
          text: fc.string(),
          atMs: fc.integer({ min: 0, max: PROBE_DEADLINE_MS }),
        }),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(events, fc.constantFrom(STUN, TURN), (seen, url) => {
        expect(judgeIceProbe(url, seen, PROBE_DEADLINE_MS)).toBeDefined();
        const early = judgeIceProbe(url, seen, 100);
        if (early?.kind === 'reachable') expect(judgeIceProbe(url, seen, 200)).toEqual(early);
      }),
    );
  });
});
