// The words of verdicts as a whole: each dead direction begins with who can't hear whom, and what is only likely says so.
import { REPAIR_STEPS } from '../../../src/diagnosis/mending.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findingOf, isVerdictName, type VerdictName } from '../../../src/diagnosis/verdict.ts';
import { verdictAdvice, verdictSentence } from '../../../src/i18n/path-words.ts';
import { storyLines } from '../../../src/i18n/story-words.ts';
import { CHOPPY_CAUSES, VERDICT_NAMES } from '../../component/gallery/verdict-states.ts';

const OPENINGS = {
  youToThem: 'They can’t hear you: ',
  themToYou: 'You can’t hear them: ',
  both: 'Neither of you hears the other: ',
  neither: '',
} as const;

/** No connection at all says that first. */
const APART: readonly VerdictName[] = ['offline', 'serverAndSoundLost'];

const BAD = VERDICT_NAMES.filter((name) => findingOf(name).gravity === 'bad' && !APART.includes(name));

describe('the sentence of a verdict', () => {
  it.each(BAD)('%s begins with who can’t hear whom, and is one sentence', (name) => {
    const sentence = verdictSentence({ name });
    expect(sentence.startsWith(OPENINGS[findingOf(name).direction])).toBe(true);
    expect(sentence.match(/[.!?](?=\s|$)/gu)).toHaveLength(1);
    expect(verdictSentence({ name, confidence: 'likely' })).toMatch(/: probably .*\.$/u);
  });

  it.each(VERDICT_NAMES)('%s is one of its own', (name) => {
    expect(isVerdictName(name)).toBe(true);
    const others = VERDICT_NAMES.filter((each) => each !== name);
    expect(others.map((each) => verdictSentence({ name: each }))).not.toContain(verdictSentence({ name }));
  });

  it('says why it is choppy, where that is known', () => {
    const said = CHOPPY_CAUSES.map((choppy) => verdictSentence({ name: 'bothChoppy', choppy }));
    expect(new Set(said).size).toBe(CHOPPY_CAUSES.length);
    expect(verdictSentence({ name: 'bothFlow', choppy: 'loss' })).toBe('Sound flows both ways.');
  });

  it('offers something, or says that nothing is to be done here, wherever sound is missing', () => {
    const silent = BAD.filter((name) => findingOf(name).act === undefined && verdictAdvice({ name }) === '');
    expect(silent).toEqual([]);
  });
});

describe('the story of a call', () => {
  beforeEach(() => {
    vi.stubGlobal('navigator', { language: 'en-US' });
    vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('tells each repair, and everything bad that lasted', () => {
    const verdicts = BAD.map((name) => ({ name, atSeconds: 1, forSeconds: 2 }));
    const repairs = REPAIR_STEPS.map((step) => ({ step, atSeconds: 3, helped: false }));
    expect(storyLines({ verdicts, repairs })).toHaveLength(BAD.length + REPAIR_STEPS.length);
  });

  it('is in the order of time, and says nothing of what was no trouble', () => {
    const lines = storyLines({
      verdicts: [
        { name: 'muted', atSeconds: 1, forSeconds: 60 },
        { name: 'pathDied', atSeconds: 65, forSeconds: 0 },
      ],
      repairs: [{ step: 'playback', atSeconds: 0, helped: true }],
    });
    expect(lines).toEqual([
      'From the start: the playback was started anew, and that helped.',
      'After 1 min 5 sec, for 1 sec: the path of the sound broke (ICE).',
    ]);
  });
});
