// Every verdict is said of some evidence, and of the several that could be said, the one that weighs most.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowState } from '../../../src/diagnosis/flow.ts';
import { judgeCall } from '../../../src/diagnosis/judge-call.ts';
import { findingOf, type VerdictName } from '../../../src/diagnosis/verdict.ts';
import type { HoldState } from '../../../src/sip/call-state.ts';
import type { SoundReport } from '../../../src/sip/telling/sound-report.ts';
import { EVIDENCE, drawEvidence, evidenceFor, type Sketch } from '../../doubles/evidence.ts';

const NAMES = Object.keys(EVIDENCE) as VerdictName[];
const nameOf = (sketch: Sketch): VerdictName => judgeCall(drawEvidence(sketch)).name;

describe('every verdict', () => {
  it.each(NAMES)('%s is said of what it is about', (name) => {
    const verdict = judgeCall(evidenceFor(name));
    expect(verdict.name).toBe(name);
    const { direction, cause, gravity, act } = findingOf(name);
    expect(verdict).toMatchObject({ direction, cause, gravity, act });
    if (gravity === 'bad') expect(verdict.place).toBeDefined();
  });

  it('keeps what it rests on', () => {
    const evidence = evidenceFor('lostOnTheWayIn');
    expect(judgeCall(evidence).evidence).toBe(evidence);
  });
});

describe('of two verdicts', () => {
  /** The first is said where both could be. */
  const HEAVIER: readonly (readonly [VerdictName, VerdictName])[] = [
    ['heldByYou', 'nothingArrives'],
    ['heldByThem', 'pathDied'],
    ['serverSought', 'heldByYou'],
    ['serverAndSoundLost', 'pathDied'],
    ['tabSlept', 'pathDied'],
    ['undecodable', 'nothingLeaves'],
    ['playbackBlocked', 'undecodable'],
    ['playbackStopped', 'microphoneSilent'],
    ['nothingArrives', 'microphoneSilent'],
    ['theySendNothing', 'muted'],
    ['microphoneGone', 'lostOnTheWayOut'],
    ['lostOnTheWayOut', 'unconfirmed'],
    ['muted', 'themChoppy'],
    ['unconfirmed', 'theyOnlyListen'],
    ['theyMuted', 'pathFlaps'],
    ['pathFlaps', 'computerBusy'],
    ['computerBusy', 'themChoppy'],
    ['bothChoppy', 'bothFlow'],
  ];

  /** Both sketches as one; what concerns your sound is taken from the one that says something of it. */
  function together(one: Sketch, other: Sketch): Sketch {
    const [out = 'flowing', back = 'flowing'] = one.flows ?? [];
    const [otherOut = 'flowing', otherBack = 'flowing'] = other.flows ?? [];
    return {
      flows: [out === 'flowing' ? otherOut : out, back === 'flowing' ? otherBack : back],
      call: { ...other.call, ...one.call },
      vitals: { ...other.vitals, ...one.vitals },
      signs: { ...other.signs, ...one.signs },
      around: { ...other.around, ...one.around },
    };
  }

  it.each(HEAVIER)('%s is said rather than %s', (heavier, lighter) => {
    const sketch = together(EVIDENCE[heavier], EVIDENCE[lighter]);
    expect(nameOf(sketch)).toBe(heavier);
  });

  it('mute, which somebody wanted, excuses no sound that is lost, and a silent microphone it does', () => {
    expect(nameOf({ ...EVIDENCE.lostOnTheWayOut, call: { muted: true } })).toBe('lostOnTheWayOut');
    expect(nameOf({ ...EVIDENCE.microphoneSilent, call: { muted: true } })).toBe('muted');
  });

  it.each(['theyCantDecode', 'playbackStopped'] as const)(
    'a browser that says it is offline is wrong where packets arrive unheard: %s',
    (name) => {
      const sketch = EVIDENCE[name];
      expect(nameOf({ ...sketch, around: { ...sketch.around, online: false } })).toBe(name);
    },
  );

  it('what is measured here is surer than what they say', () => {
    const lost = { flows: ['stopped', 'flowing'] as const };
    const told: SoundReport = { hear: 'nothing', play: 'unknown', speak: 'sound' };
    const confidence = (signs: Required<Sketch>['signs']) =>
      judgeCall(drawEvidence({ ...lost, signs })).confidence;
    expect(confidence({ heardThere: 'lost' })).toBe('sure');
    expect(confidence({ told })).toBe('likely');
    expect(confidence({ heardThere: 'lost', told: { ...told, hear: 'sound' } })).toBe('likely');
  });

  it.each(['nothingArrives', 'unconfirmed', 'theyMuted'] as const)(
    '%s names no cause that could be another',
    (name) => {
      expect(judgeCall(drawEvidence(EVIDENCE[name]))).toMatchObject({ name, confidence: 'sure' });
    },
  );
});

describe('nothing bad is said', () => {
  const flow = fc.constantFrom<FlowState>(
    ...([
      'waiting',
      'flowing',
      'quiet',
      'sent',
      'unconfirmed',
      'stopped',
      'unheard',
      'held',
      'unsent',
    ] as const),
  );
  const told = fc.option(
    fc.record<SoundReport>({
      hear: fc.constantFrom('sound', 'silence', 'nothing', 'undecodable', 'choppy', 'unknown'),
      play: fc.constantFrom('yes', 'no', 'held', 'unknown'),
      speak: fc.constantFrom('sound', 'silence', 'muted', 'microphoneDead', 'held', 'unknown'),
    }),
    { nil: undefined },
  );

  it('of a call on hold, whatever else is so', () => {
    const hold = fc.constantFrom<HoldState>('local', 'remote', 'both');
    const microphone = fc.constantFrom('none', 'silent', 'shutOff', 'ended' as const);
    fc.assert(
      fc.property(flow, flow, hold, told, microphone, (out, back, held, report, sign) => {
        const sketch: Sketch = {
          flows: [out, back],
          call: { hold: held },
          signs: { told: report, heardThere: 'lost', sent: 'lost', decoding: 'undecodable' },
          vitals: { microphone: sign },
        };
        expect(judgeCall(drawEvidence(sketch)).gravity).toBe('held');
      }),
    );
  });

  it('of a muted microphone that gives nothing', () => {
    const out = fc.constantFrom<FlowState>('flowing', 'quiet', 'sent');
    const microphone = fc.constantFrom('none', 'silent', 'shutOff', 'ended' as const);
    fc.assert(
      fc.property(
        out,
        microphone,
        fc.constantFrom<FlowState>('flowing', 'quiet', 'unsent'),
        (each, sign, back) => {
          const sketch: Sketch = { flows: [each, back], call: { muted: true }, vitals: { microphone: sign } };
          expect(nameOf(sketch)).toBe('muted');
        },
      ),
    );
  });
});
