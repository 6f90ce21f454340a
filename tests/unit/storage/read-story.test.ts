// What happened to the sound of a kept call, read back from records that anybody may have made.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_READ, readOpinion, readStory } from '../../../src/storage/read-story.ts';
import { readHistoryEntry } from '../../../src/storage/read-records.ts';

const STORY = {
  verdicts: [{ name: 'nothingArrives', atSeconds: 12, forSeconds: 5 }],
  repairs: [{ step: 'relayRestart', atSeconds: 15, helped: true }],
} as const;
const RECORD = { id: 'a', startedAtMs: 5, remote: { uri: 'sip:1002@h', user: '1002', displayName: '' } };

describe('the story of a kept call', () => {
  it('comes back as it was kept, with what the person said', () => {
    expect(readHistoryEntry({ ...RECORD, story: STORY, opinion: 'bad' })).toMatchObject({
      story: STORY,
      opinion: 'bad',
    });
  });

  it('is absent from entries of before, and where nothing of it can be read', () => {
    for (const story of [
      undefined,
      7,
      [],
      { verdicts: 'x', repairs: {} },
      { verdicts: [null], repairs: [{}] },
    ]) {
      const entry = readHistoryEntry({ ...RECORD, story, opinion: 'splendid' });
      expect(entry).toBeDefined();
      expect(entry).not.toHaveProperty('story');
      expect(entry).not.toHaveProperty('opinion');
    }
  });

  it('drops what this version does not know, and keeps the rest', () => {
    const strange = [{ name: 'toString', atSeconds: 1, forSeconds: 1 }, { name: 'nobodyKnows' }];
    const steps = [
      { step: 'constructor', atSeconds: 1 },
      { step: 'offer', atSeconds: -1 },
    ];
    expect(
      readStory({ verdicts: [...strange, ...STORY.verdicts], repairs: [...steps, ...STORY.repairs] }),
    ).toEqual(STORY);
  });

  it('is bounded, whatever was kept', () => {
    const verdicts = Array.from({ length: 10_000 }, () => STORY.verdicts[0]);
    expect(readStory({ verdicts })?.verdicts).toHaveLength(MOST_READ);
  });

  it('never throws, and holds only whole seconds', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (verdicts, repairs) => {
        const story = readStory({ verdicts, repairs });
        const times = (story?.verdicts ?? []).flatMap(({ atSeconds, forSeconds }) => [atSeconds, forSeconds]);
        expect(times.every((each) => Number.isInteger(each) && each >= 0)).toBe(true);
      }),
    );
    expect(readOpinion('good')).toBe('good');
  });
});
