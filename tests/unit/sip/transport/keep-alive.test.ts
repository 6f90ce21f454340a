import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  awoken,
  DEFAULT_KEEP_ALIVE,
  dutyOf,
  heard,
  newPulse,
  pinged,
  pingOnSuspicion,
  type Pulse,
} from '../../../../src/sip/transport/keep-alive.ts';

const times = DEFAULT_KEEP_ALIVE;
const duty = (pulse: Pulse, nowMs: number, inCall = false): ReturnType<typeof dutyOf> =>
  dutyOf(pulse, nowMs, times, inCall);

describe('the pulse of a connection', () => {
  it('is felt after 25 s of silence, after 5 s in a call', () => {
    const pulse = newPulse(0, 'unknown');
    expect(duty(pulse, 24_999)).toEqual({ kind: 'rest', untilMs: 25_000 });
    expect(duty(pulse, 25_000)).toEqual({ kind: 'ping', ping: 'crlf' });
    expect(duty(pulse, 5000, true)).toEqual({ kind: 'ping', ping: 'crlf' });
  });

  it('is gone 5 s after a ping that nothing answered', () => {
    const pulse = pinged(pinged(newPulse(0, 'unknown'), 'crlf', 1000), 'options', 2000);
    expect(duty(pulse, 5999)).toEqual({ kind: 'rest', untilMs: 6000 });
    expect(duty(pulse, 6000)).toEqual({ kind: 'dead' });
  });

  it('asks by OPTIONS as well where CRLF is not answered, and remembers', () => {
    const waiting = pinged(newPulse(0, 'unknown'), 'crlf', 1000);
    expect(duty(waiting, 2000)).toEqual({ kind: 'ping', ping: 'options' });
    const learned = heard(pinged(waiting, 'options', 2000), 'optionsAnswer', 2050);
    expect(learned.crlf).toBe('ignored');
    expect(duty(learned, 27_050)).toEqual({ kind: 'ping', ping: 'options' });
  });

  it('trusts a server that answers CRLF with CRLF alone', () => {
    const answered = heard(pinged(newPulse(0, 'unknown'), 'crlf', 1000), 'pong', 1020);
    expect(answered.crlf).toBe('answered');
    expect(duty(pinged(answered, 'crlf', 30_000), 31_500)).toEqual({ kind: 'rest', untilMs: 35_000 });
  });

  it('counts anything that arrives', () => {
    const pulse = heard(pinged(newPulse(0, 'unknown'), 'crlf', 1000), 'message', 1500);
    expect(duty(pulse, 1500)).toEqual({ kind: 'rest', untilMs: 26_500 });
    expect(pulse.crlf).toBe('unknown');
  });

  it('is felt at once on a suspicion, but not while a ping is under way or life was just proved', () => {
    expect(pingOnSuspicion(newPulse(0, 'ignored'), 10_000)).toBe('options');
    expect(pingOnSuspicion(newPulse(0, 'unknown'), 200)).toBeUndefined();
    expect(pingOnSuspicion(pinged(newPulse(0, 'unknown'), 'crlf', 900), 1000)).toBeUndefined();
  });

  it('passes no verdict on what happened before a sleep', () => {
    const asleep = pinged(newPulse(0, 'unknown'), 'crlf', 1000);
    expect(duty(asleep, 100_000)).toEqual({ kind: 'dead' });
    expect(duty(awoken(asleep), 100_000)).toEqual({ kind: 'ping', ping: 'crlf' });
  });

  it('never rests past the moment of death', () => {
    fc.assert(
      fc.property(fc.nat(60_000), fc.nat(60_000), fc.boolean(), (sinceMs, laterMs, inCall) => {
        const pulse = pinged(newPulse(0, 'unknown'), 'crlf', sinceMs);
        const now = sinceMs + laterMs;
        const found = duty(pulse, now, inCall);
        if (found.kind === 'rest') expect(found.untilMs).toBeLessThanOrEqual(sinceMs + times.deadAfterMs);
        if (laterMs >= times.deadAfterMs) expect(found.kind).toBe('dead');
      }),
    );
  });
});
