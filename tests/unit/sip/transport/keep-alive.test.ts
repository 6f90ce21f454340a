import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  awoken,
  doubtOf,
  dutyOf,
  ended,
  heard,
  newPulse,
  pinged,
  pingsOnSuspicion,
  type Pulse,
} from '../../../../src/sip/transport/keep-alive.ts';
import { DEFAULT_KEEP_ALIVE } from '../../../../src/sip/transport/keep-alive-times.ts';
import {
  UNKNOWN_HABITS,
  type Habit,
  type Ping,
  type ServerHabits,
} from '../../../../src/sip/transport/server-habits.ts';

const times = DEFAULT_KEEP_ALIVE;
const duty = (pulse: Pulse, nowMs: number, inCall = false): ReturnType<typeof dutyOf> =>
  dutyOf(pulse, nowMs, times, inCall);
const doubt = (pulse: Pulse, nowMs: number): string => doubtOf(pulse, nowMs, times);
const habits = (of: Partial<Record<Ping, Habit>>, roundTripMs?: number): ServerHabits => ({
  of: { ...UNKNOWN_HABITS.of, ...of },
  roundTripMs,
  cutOffs: UNKNOWN_HABITS.cutOffs,
});

describe('the pulse of a connection', () => {
  it('is felt after 25 s of silence, after 5 s in a call', () => {
    const pulse = newPulse(0, habits({ crlf: 'answers' }));
    expect(duty(pulse, 24_999)).toEqual({ kind: 'rest', untilMs: 25_000 });
    expect(duty(pulse, 25_000)).toEqual({ kind: 'ask', pings: ['crlf'] });
    expect(duty(pulse, 5000, true)).toEqual({ kind: 'ask', pings: ['crlf'] });
  });

  it('asks by CRLF and OPTIONS side by side where nobody knows what the server answers, then by REGISTER', () => {
    const pulse = newPulse(0, UNKNOWN_HABITS);
    expect(duty(pulse, 25_000)).toEqual({ kind: 'ask', pings: ['crlf', 'options'] });
    const waiting = pinged(pulse, ['crlf', 'options'], 1000);
    expect(duty(waiting, 1499)).toEqual({ kind: 'rest', untilMs: 1500 });
    expect(duty(waiting, 1500)).toEqual({ kind: 'ask', pings: ['register'] });
    expect(doubt(waiting, 1999)).toBe('asked');
    expect(doubt(waiting, 2000)).toBe('doubtful');
  });

  it('asks a server that falls silent whatever was not asked, before it is doubted', () => {
    const pulse = pinged(newPulse(0, habits({ crlf: 'answers', options: 'answers' }, 20)), ['crlf'], 1000);
    expect(duty(pulse, 1199)).toEqual({ kind: 'rest', untilMs: 1200 });
    expect(duty(pulse, 1200)).toEqual({ kind: 'ask', pings: ['options'] });
    expect(doubt(pinged(pulse, ['options'], 1200), 1399)).toBe('asked');
    expect(doubt(pinged(pulse, ['options'], 1200), 1400)).toBe('doubtful');
  });

  it('is silent 5 s after a ping that nothing answered, and is then listened to', () => {
    const pulse = pinged(newPulse(0, habits({ crlf: 'answers' })), ['crlf', 'options'], 1000);
    expect(doubt(pulse, 5999)).toBe('doubtful');
    expect(duty(pulse, 5000)).toEqual({ kind: 'rest', untilMs: 6000 });
    expect(doubt(pulse, 6000)).toBe('silent');
    expect(duty(pulse, 6000)).toEqual({ kind: 'listen' });
    expect(doubt(heard(pulse, 'message', 9000), 9000)).toBe('none');
  });

  it('gives a slow server four of its round trips, between 0.4 and 2 s, and never less than one and a half', () => {
    const asked = (roundTripMs: number): Pulse =>
      pinged(newPulse(0, habits({ crlf: 'answers' }, roundTripMs)), ['crlf', 'options'], 0);
    expect([399, 400].map((ms) => doubt(asked(5), ms))).toEqual(['asked', 'doubtful']);
    expect([999, 1000].map((ms) => doubt(asked(250), ms))).toEqual(['asked', 'doubtful']);
    expect([1999, 2000].map((ms) => doubt(asked(1000), ms))).toEqual(['asked', 'doubtful']);
    expect([2999, 3000].map((ms) => doubt(asked(2000), ms))).toEqual(['asked', 'doubtful']);
    expect([4999, 5000].map((ms) => doubt(asked(4000), ms))).toEqual(['asked', 'silent']);
  });

  it('gives a server that was never timed what its WebSocket took to open, and half of that', () => {
    const asked = (openedInMs: number): Pulse =>
      pinged(newPulse(0, UNKNOWN_HABITS, openedInMs), ['crlf', 'options', 'register'], 0);
    expect([999, 1000].map((ms) => doubt(asked(20), ms))).toEqual(['asked', 'doubtful']);
    expect([2999, 3000].map((ms) => doubt(asked(2000), ms))).toEqual(['asked', 'doubtful']);
  });

  it('learns from a server that ends the connection when it is asked, once that is no chance', () => {
    const cut = (before: ServerHabits, pings: readonly Ping[], endMs = 100): ServerHabits =>
      ended(pinged(newPulse(0, before), pings, 0), endMs).habits;
    const once = cut(UNKNOWN_HABITS, ['crlf', 'options']);
    expect(once.of).toEqual(UNKNOWN_HABITS.of);
    const twice = cut(once, ['crlf', 'options']);
    expect(twice.of).toEqual({ ...UNKNOWN_HABITS.of, crlf: 'ignores' });
    expect(cut(twice, ['options']).of).toMatchObject({ crlf: 'ignores', options: 'ignores' });
    expect(cut(cut(once, ['crlf'], 1500), ['crlf'], 1500).of, 'it was late already').toEqual(once.of);
    expect(ended(newPulse(0, once), 10).habits, 'nobody asked').toEqual(once);
    const answered = heard(pinged(newPulse(0, once), ['crlf', 'options'], 0), 'crlf', 20);
    expect(ended(answered, 40).habits.of, 'the other question is to blame').toMatchObject({
      crlf: 'answers',
      options: 'ignores',
    });
  });

  it('learns that a server ignores CRLF from an answered OPTIONS, and asks by OPTIONS from then on', () => {
    const both = pinged(newPulse(0, UNKNOWN_HABITS), ['crlf', 'options'], 1000);
    const after = heard(both, 'options', 1007);
    expect(after.habits).toEqual(habits({ crlf: 'ignores', options: 'answers' }, 7));
    expect(duty(after, 26_007)).toEqual({ kind: 'ask', pings: ['options'] });
  });

  it('learns that a server answers CRLF, and takes a pong that comes late for what it is', () => {
    const both = pinged(newPulse(0, UNKNOWN_HABITS), ['crlf', 'options'], 1000);
    const first = heard(both, 'crlf', 1020);
    expect(first.habits.of).toEqual({ crlf: 'answers', options: 'unknown', register: 'unknown' });
    expect(heard(first, 'options', 1030).habits.of.options).toBe('answers');
    const late = heard(heard(both, 'options', 1020), 'crlf', 1040);
    expect(late.habits.of.crlf).toBe('answers');
  });

  it('learns anew when another server answers in its place', () => {
    const wasCrlf = pinged(pinged(newPulse(0, habits({ crlf: 'answers' })), ['crlf'], 0), ['options'], 500);
    expect(heard(wasCrlf, 'options', 510).habits.of).toMatchObject({ crlf: 'ignores', options: 'answers' });
    const wasOptions = newPulse(0, habits({ crlf: 'ignores', options: 'answers' }));
    const asked = pinged(pinged(wasOptions, ['options'], 0), ['crlf'], 500);
    expect(heard(asked, 'crlf', 510).habits.of).toMatchObject({ crlf: 'answers', options: 'ignores' });
  });

  it('asks a server that ignores both by REGISTER, and in a call no more often than at rest', () => {
    const asked = pinged(pinged(newPulse(0, UNKNOWN_HABITS), ['crlf', 'options'], 0), ['register'], 500);
    const after = heard(asked, 'register', 510);
    expect(after.habits.of).toEqual({ crlf: 'ignores', options: 'ignores', register: 'answers' });
    expect(duty(after, 10_000, true)).toEqual({ kind: 'rest', untilMs: 25_510 });
    expect(duty(after, 25_510, true)).toEqual({ kind: 'ask', pings: ['register'] });
  });

  it('counts anything that arrives, and learns nothing from what answers no ping', () => {
    const pulse = heard(pinged(newPulse(0, UNKNOWN_HABITS), ['crlf', 'options'], 1000), 'message', 1500);
    expect(duty(pulse, 1500)).toEqual({ kind: 'rest', untilMs: 26_500 });
    expect(pulse.habits).toEqual(UNKNOWN_HABITS);
  });

  it('is felt at once on a suspicion, but not while a ping is under way or life was just proved', () => {
    expect(pingsOnSuspicion(newPulse(0, habits({ crlf: 'ignores' })), 10_000)).toEqual(['options']);
    expect(pingsOnSuspicion(newPulse(0, habits({ crlf: 'answers' })), 10_000)).toEqual(['crlf', 'options']);
    expect(pingsOnSuspicion(newPulse(0, UNKNOWN_HABITS), 200)).toEqual([]);
    expect(pingsOnSuspicion(pinged(newPulse(0, UNKNOWN_HABITS), ['crlf'], 900), 1000)).toEqual([]);
  });

  it('passes no verdict on what happened before a sleep', () => {
    const asleep = pinged(newPulse(0, UNKNOWN_HABITS), ['crlf', 'options'], 1000);
    expect(doubt(asleep, 100_000)).toBe('silent');
    expect(doubt(awoken(asleep), 100_000)).toBe('none');
    expect(duty(awoken(asleep), 100_000)).toMatchObject({ kind: 'ask' });
  });

  it('never doubts before it has asked by CRLF and OPTIONS, nor rests past the moment of silence', () => {
    const habit = fc.constantFrom<Habit>('unknown', 'answers', 'ignores');
    const server = fc
      .record({
        crlf: habit,
        options: habit,
        register: habit,
        roundTripMs: fc.option(fc.nat(9000), { nil: undefined }),
      })
      .map(({ roundTripMs, ...of }) => ({ of, roundTripMs, cutOffs: UNKNOWN_HABITS.cutOffs }));
    fc.assert(
      fc.property(server, fc.nat(60_000), fc.boolean(), (known, startMs, urgent) => {
        let now = startMs + 400;
        let pulse = newPulse(startMs, known);
        pulse = urgent ? pinged(pulse, pingsOnSuspicion(pulse, now), now) : pinged(pulse, ['crlf'], now);
        const askedMs = now;
        for (let step = 0; step < 20; step += 1) {
          const next = duty(pulse, now);
          if (doubt(pulse, now) === 'doubtful') {
            const asked = pulse.waiting?.map(({ ping }) => ping) ?? [];
            expect(asked).toContain('crlf');
            expect(asked).toContain('options');
          }
          if (next.kind === 'listen') break;
          if (next.kind === 'ask') pulse = pinged(pulse, next.pings, now);
          else now = next.untilMs;
        }
        expect(now).toBe(askedMs + times.deadAfterMs);
        expect(doubt(pulse, now)).toBe('silent');
      }),
    );
  });
});
