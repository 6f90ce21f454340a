// What is kept of what happened to the sound: in order, bounded, without what nobody noticed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MOST_CHAPTERS,
  NO_STORY,
  keptStory,
  nextStory,
  type StoryTold,
} from '../../../src/diagnosis/story.ts';
import { findingOf, type Mending, type VerdictName } from '../../../src/diagnosis/verdict.ts';
import { EVIDENCE } from '../../doubles/evidence.ts';

type Moment = readonly [atMs: number, name: VerdictName, mending?: Mending | undefined];

function told(...moments: readonly Moment[]): StoryTold {
  return moments.reduce((story, [atMs, name, mending]) => {
    return nextStory(story, { name, gravity: findingOf(name).gravity, mending }, atMs);
  }, NO_STORY);
}

const trying = { state: 'trying', step: 'restart' } as const;

describe('the story of a call', () => {
  it('is none where all was well, or nothing was seen of it', () => {
    expect(keptStory(told([0, 'waiting'], [900, 'bothFlow'], [60_000, 'muted']), 90_000)).toBeUndefined();
    expect(
      keptStory(told([0, 'bothFlow'], [5000, 'nothingArrives'], [6400, 'bothFlow']), 9000),
    ).toBeUndefined();
  });

  it('names what was wrong, when and for how long, also at the very end', () => {
    const story = told(
      [0, 'bothFlow'],
      [5000, 'nothingArrives'],
      [5500, 'nothingArrives'],
      [9000, 'themChoppy'],
    );
    expect(keptStory(story, 20_000)).toEqual({
      verdicts: [
        { name: 'nothingArrives', atSeconds: 5, forSeconds: 4 },
        { name: 'themChoppy', atSeconds: 9, forSeconds: 11 },
      ],
      repairs: [],
    });
  });

  it('tells each step of a repair once, and whether it helped', () => {
    const offer = { state: 'trying', step: 'offer' } as const;
    const story = told(
      [5000, 'nothingArrives'],
      [5300, 'nothingArrives', trying],
      [6000, 'nothingArrives', { ...trying }],
      [8000, 'nothingArrives', offer],
      [9500, 'bothFlow', { state: 'helped', step: 'offer' }],
      [14_500, 'bothFlow'],
    );
    expect(keptStory(story, 20_000)?.repairs).toMatchObject([
      { step: 'restart', helped: false },
      { step: 'offer', helped: true },
    ]);
  });

  it('has a step that was under way at the end as one that did not help', () => {
    expect(keptStory(told([5000, 'nothingArrives', trying]), 6000)?.repairs).toMatchObject([
      { helped: false },
    ]);
  });

  it('is the same object where nothing is new', () => {
    const story = told([5000, 'nothingArrives', trying]);
    expect(nextStory(story, { name: 'nothingArrives', gravity: 'bad', mending: trying }, 5250)).toBe(story);
  });

  it('is bounded whatever happens, and never goes back in time', () => {
    const name = fc.constantFrom(...(Object.keys(EVIDENCE) as VerdictName[]));
    const mending = fc.constantFrom<Mending | undefined>(
      ...([
        undefined,
        trying,
        { state: 'trying', step: 'offer' },
        { state: 'helped', step: 'offer' },
      ] as const),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9000), name, mending), { maxLength: 200 }), (steps) => {
        let atMs = 0;
        const story = told(...steps.map(([after, each, done]): Moment => [(atMs += after), each, done]));
        const { verdicts = [], repairs = [] } = keptStory(story, atMs + 5000) ?? {};
        expect(verdicts.length).toBeLessThanOrEqual(MOST_CHAPTERS);
        expect(repairs.length).toBeLessThanOrEqual(MOST_CHAPTERS);
        expect(verdicts.map(({ atSeconds }) => atSeconds)).toEqual(
          verdicts.map(({ atSeconds }) => atSeconds).toSorted((one, other) => one - other),
        );
        for (const { forSeconds } of verdicts) expect(forSeconds).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
