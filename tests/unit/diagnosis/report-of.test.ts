// What the far side is told of the sound, field by field.
import { describe, expect, it } from 'vitest';
import { reportOf, type ReportFacts } from '../../../src/diagnosis/report-of.ts';
import type { SoundReport } from '../../../src/sip/telling/sound-report.ts';
import { drawEvidence, type Sketch } from '../../doubles/evidence.ts';

const FACTS: ReportFacts = { heldByUs: false, muted: false, received: undefined };
const report = (sketch: Sketch, facts: Partial<ReportFacts> = {}): SoundReport =>
  reportOf(drawEvidence(sketch).vitals, { ...FACTS, ...facts });

describe('what is told', () => {
  it.each<readonly [SoundReport['hear'], Sketch]>([
    ['sound', {}],
    ['silence', { flows: ['flowing', 'quiet'] }],
    ['nothing', { flows: ['flowing', 'stopped'] }],
    ['undecodable', { flows: ['flowing', 'unheard'], signs: { decoding: 'undecodable' } }],
    ['choppy', { signs: { choppy: { themToYou: 'loss' } } }],
    ['sound', { signs: { choppy: { youToThem: 'loss' } } }],
    ['unknown', { flows: ['flowing', 'waiting'] }],
    ['unknown', { flows: ['flowing', 'held'] }],
    ['unknown', { flows: ['flowing', 'unsent'] }],
  ])('of what is heard: %s', (hear, sketch) => {
    expect(report(sketch).hear).toBe(hear);
  });

  it.each<readonly [SoundReport['play'], Sketch, Partial<ReportFacts>]>([
    ['yes', {}, {}],
    ['yes', { flows: ['flowing', 'quiet'] }, {}],
    ['no', { flows: ['flowing', 'unheard'], signs: { playback: 'blocked' } }, {}],
    ['no', { flows: ['flowing', 'unheard'], signs: { playback: 'stopped' } }, {}],
    ['no', { flows: ['flowing', 'unheard'], signs: { decoding: 'notPlayed' } }, {}],
    ['held', { flows: ['held', 'held'], signs: { playback: 'stopped' } }, { heldByUs: true }],
    ['unknown', { flows: ['flowing', 'stopped'] }, {}],
  ])('of what is played: %s', (play, sketch, facts) => {
    expect(report(sketch, facts).play).toBe(play);
  });

  it.each<readonly [SoundReport['speak'], Sketch, Partial<ReportFacts>]>([
    ['sound', {}, {}],
    ['sound', { flows: ['sent', 'flowing'] }, {}],
    ['sound', { flows: ['unconfirmed', 'flowing'] }, {}],
    ['unknown', { flows: ['stopped', 'flowing'] }, {}],
    ['silence', { flows: ['quiet', 'flowing'] }, {}],
    ['muted', { flows: ['quiet', 'flowing'], vitals: { microphone: 'silent' } }, { muted: true }],
    ['microphoneDead', { flows: ['quiet', 'flowing'], vitals: { microphone: 'ended' } }, {}],
    ['microphoneDead', { flows: ['flowing', 'flowing'], vitals: { microphone: 'shutOff' } }, {}],
    ['held', { flows: ['held', 'held'] }, { heldByUs: true, muted: true }],
    ['unknown', { flows: ['waiting', 'waiting'] }, {}],
  ])('of what is sent: %s', (speak, sketch, facts) => {
    expect(report(sketch, facts).speak).toBe(speak);
  });

  it('how many packets came and how many did not, where that is known', () => {
    expect(report({})).not.toHaveProperty('received');
    expect(report({})).not.toHaveProperty('lostPercent');
    const quality = { rating: 80, lossRatio: 0.127, expected: 50, jitterMs: 2 };
    const themToYou = { flow: 'flowing', packetsPerSecond: 44, kilobitsPerSecond: 60, quality } as const;
    expect(report({ vitals: { themToYou } }, { received: 512 })).toMatchObject({
      received: 512,
      lostPercent: 13,
    });
  });
});
