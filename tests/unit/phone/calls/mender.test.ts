// The one that mends a call: follows verdicts and time, carries out each step once, and rests where there is nothing to wait for.
import { beforeEach, describe, expect, it } from 'vitest';
import { judgeCall } from '../../../../src/diagnosis/judge-call.ts';
import type { Mending, RepairStep, Verdict, VerdictName } from '../../../../src/diagnosis/verdict.ts';
import type { Clock } from '../../../../src/phone/clock.ts';
import { HelpedSteps } from '../../../../src/phone/calls/helped-steps.ts';
import { Mender } from '../../../../src/phone/calls/mender.ts';
import { EVIDENCE, drawEvidence, type Sketch } from '../../../doubles/evidence.ts';
import { FakeClock } from '../../../doubles/fake-clock.ts';

let clock: FakeClock;
let helped: HelpedSteps;
let done: (RepairStep | 'giveUp')[];
let said: (Mending | undefined)[];
let network: string;
let timers: number;
let mender: Mender;

const verdictOf = (name: VerdictName, change: Sketch = {}): Verdict =>
  judgeCall(drawEvidence({ ...EVIDENCE[name], ...change }));

/** A mender, all of whose timers are counted. */
function newMender(isCaller = true): Mender {
  const counting: Pick<Clock, 'after' | 'steady'> = {
    steady: () => clock.steady(),
    after: (delayMs, task) => {
      timers += 1;
      return clock.after(delayMs, task);
    },
  };
  return new Mender(
    { clock: counting, isCaller, helped, network: () => network },
    {
      carryOut: (step) => void done.push(step),
      mending: (mending) => void said.push(mending),
    },
  );
}

beforeEach(() => {
  clock = new FakeClock();
  helped = new HelpedSteps();
  done = [];
  said = [];
  network = 'n1';
  timers = 0;
  mender = newMender();
});

describe('the mender of a call', () => {
  it('carries out step after step by time alone, and says what it does', () => {
    mender.judged(verdictOf('nothingArrives', { around: { relayConfigured: true } }));
    expect(done).toEqual([]);
    clock.advance(250);
    expect(done).toEqual(['relayRestart']);
    clock.advance(1500);
    expect(done).toEqual(['relayRestart', 'everythingRestart']);
    clock.advance(3000);
    expect(done).toEqual(['relayRestart', 'everythingRestart', 'offer']);
    clock.advance(2500);
    expect(done).toHaveLength(3);
    expect(said).toEqual([
      { state: 'trying', step: 'relayRestart' },
      { state: 'trying', step: 'everythingRestart' },
      { state: 'trying', step: 'offer' },
      { state: 'failed', step: 'offer' },
    ]);
  });

  it('says that it helped once that is measured, notes what did, and says nothing a moment later', () => {
    mender.judged(verdictOf('nothingArrives'));
    clock.advance(300);
    mender.judged(verdictOf('bothFlow'));
    clock.advance(1500);
    expect(said.at(-1)).toEqual({ state: 'helped', step: 'restart' });
    expect([helped.on('n1'), helped.on('n2')]).toEqual(['restart', undefined]);
    clock.advance(5000);
    expect(said.at(-1)).toBeUndefined();
  });

  it('begins with what helped on this network, and not on another', () => {
    helped.note('n1', 'offer');
    mender.judged(verdictOf('nothingArrives'));
    clock.advance(250);
    network = 'n2';
    const other = newMender();
    other.judged(verdictOf('nothingArrives'));
    clock.advance(250);
    expect(done).toEqual(['offer', 'restart']);
  });

  it('takes another connection first where the far side is ours, which shows by what it tells', () => {
    const verdict = verdictOf('nothingArrives', { around: { relayConfigured: true } });
    mender.telling(true);
    mender.judged(verdict);
    clock.advance(250);
    const other = newMender();
    other.telling(true);
    other.telling(false);
    other.judged(verdict);
    clock.advance(250);
    expect(done).toEqual(['relayRenewal', 'relayRestart']);
  });

  it('does at once what the person asks for, and nothing more while it is at it', () => {
    mender.judged(verdictOf('bothFlow'));
    mender.ask();
    mender.ask();
    expect(done).toEqual(['restart']);
  });

  it('does nothing before the answer, nothing after the end, and nothing before it knows anything', () => {
    mender.ask();
    mender.serverBack();
    mender.judged(judgeCall(drawEvidence({ flows: ['stopped', 'stopped'], pending: {} })));
    clock.advance(60_000);
    mender.judged(verdictOf('nothingArrives'));
    mender.end();
    clock.advance(60_000);
    mender.judged(verdictOf('nothingArrives'));
    mender.ask();
    mender.serverBack();
    clock.advance(60_000);
    expect(done).toEqual([]);
  });

  it('gives up once, a minute after server and sound were both lost', () => {
    mender.serverLost();
    mender.judged(verdictOf('serverAndSoundLost'));
    clock.advance(59_999);
    expect(done).toEqual([]);
    clock.advance(1);
    expect(done[0]).toBe('giveUp');
    mender.end();
    const count = done.length;
    clock.advance(600_000);
    expect(done).toHaveLength(count);
  });

  it('has the path sought when the server is back and sound is missing, else an offer made', () => {
    mender.judged(verdictOf('bothFlow'));
    mender.serverLost();
    mender.serverBack();
    mender.serverLost();
    mender.judged(verdictOf('serverAndSoundLost'));
    mender.serverBack();
    expect(done).toEqual(['offer', 'restart']);
  });

  it.each<readonly [string, () => void]>([
    [
      'the server, with sound lost before a step',
      () => {
        mender.serverLost();
        mender.judged(verdictOf('serverAndSoundLost'));
      },
    ],
    [
      'the server, with sound lost during one',
      () => {
        mender.judged(verdictOf('nothingArrives'));
        clock.advance(1000);
        mender.serverLost();
      },
    ],
    [
      'a person: the microphone is gone, and there is no other',
      () => {
        mender.judged(verdictOf('microphoneGone'));
      },
    ],
    [
      'a person: the speaker is gone',
      () => {
        mender.judged(verdictOf('speakerGone'));
      },
    ],
    [
      'the far side',
      () => {
        mender.judged(verdictOf('theyDontPlay'));
      },
    ],
  ])('does not look again and again while it waits for %s', (_name, begin) => {
    begin();
    timers = 0;
    clock.advance(50_000);
    expect(timers).toBeLessThan(10);
  });
});
