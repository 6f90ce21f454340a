// What the screen says is so: in every state that the phone reaches, each sentence that is shown has declared its claims, each claim is
// borne out by the state, and no two sentences exclude each other or are said twice. Claims: tests/claims.
import fc from 'fast-check';
import { page } from 'vitest/browser';
import { beforeEach, describe, expect, it } from 'vitest';
import { excluding, factsOf, untrue, type Claims, type Facts } from '../claims/claims.ts';
import { shownTexts } from '../claims/collect.ts';
import { isLabel } from '../claims/labels.ts';
import { claimsOf } from '../claims/registry.ts';
import { reachedState, type Reached } from '../claims/states.ts';
import type { FakePhone } from '../doubles/fake-phone.ts';
import { mount, screensLoaded, windowOf } from './mount.ts';

const RUNS = 400;

interface Sentence {
  readonly text: string;
  readonly alternatives: readonly Claims[];
}

/** Whether a sentence has a meaning that the state bears out. */
const isTrue = ({ alternatives }: Sentence, facts: Facts): boolean =>
  alternatives.some((claims) => untrue(claims, facts).length === 0);

function contradictions(sentences: readonly Sentence[]): readonly string[] {
  const excludes = (one: Sentence, other: Sentence): boolean =>
    one.alternatives.every((mine) =>
      other.alternatives.every((theirs) => excluding(mine, theirs).length > 0),
    );
  return sentences.flatMap((one, index) =>
    sentences
      .slice(index + 1)
      .filter((other) => excludes(one, other))
      .map((other) => `“${one.text}” and “${other.text}” exclude each other`),
  );
}

/** What is wrong with what the page shows. */
function faultsOf(texts: readonly string[], facts: Facts): readonly string[] {
  const spoken = [...new Set(texts)].filter((text) => !isLabel(text));
  const undeclared = spoken.filter((text) => claimsOf(text) === undefined);
  const sentences = spoken.flatMap((text): readonly Sentence[] => {
    const alternatives = claimsOf(text);
    return alternatives === undefined ? [] : [{ text, alternatives }];
  });
  const said = texts.filter((text) => /[.!?]$/u.test(text));
  return [
    ...undeclared.map(
      (text) => `“${text}” declares nothing: tests/claims/registry.ts, or labels.ts where it claims nothing`,
    ),
    ...sentences.filter((each) => !isTrue(each, facts)).map(({ text }) => `“${text}” is not so`),
    ...contradictions(sentences),
    ...[...new Set(said)]
      .filter((text) => said.indexOf(text) !== said.lastIndexOf(text))
      .map((text) => `“${text}” is said twice`),
  ];
}

async function drawn(phone: FakePhone, { state, vitals }: Reached): Promise<void> {
  phone.become(state);
  phone.measure({ mending: undefined, ...vitals });
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
}

let phone: FakePhone;

beforeEach(async () => {
  await windowOf(1280, 900);
  phone = await mount({ boot: 'ready' });
  await expect.element(page.getByRole('navigation', { includeHidden: true })).toBeInTheDocument();
});

describe('what the screen says', () => {
  it('is so in every state, and no two sentences exclude each other', async () => {
    for (const reached of fc.sample(reachedState, { numRuns: 12, seed: 1 })) await drawn(phone, reached);
    await screensLoaded();
    await fc.assert(
      fc.asyncProperty(reachedState, async (reached) => {
        await drawn(phone, reached);
        await screensLoaded();
        expect(faultsOf(shownTexts(), factsOf(reached.state, reached.vitals))).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: false },
    );
  }, 240_000);

  it('would be found wrong by this test', () => {
    const over = { call: ['over'], pastOut: ['flowed'], pastBack: ['flowed'] } as const;
    const bad = { pastOut: ['choppy'], pastBack: ['choppy'] } as const;
    expect(excluding(over, bad)).toEqual(['pastOut', 'pastBack']);
  });
});
