// What happened to the sound of a call, kept for its receipt: what was wrong, when and for how long, and what was done about it.
import type { PastRepair, PastVerdict, SoundStory } from './receipt.ts';
import type { Mending, Verdict } from './verdict.ts';

/** So many of each are kept; a call with more has the first. */
export const MOST_CHAPTERS = 20;
/** What passed so quickly nobody noticed, milliseconds. */
const SHORTEST_MS = 1500;

interface Present {
  readonly name: PastVerdict['name'];
  readonly sinceMs: number;
}

export interface StoryTold {
  readonly verdicts: readonly PastVerdict[];
  readonly repairs: readonly PastRepair[];
  readonly present: Present | undefined;
  readonly mending: Mending | undefined;
}

export const NO_STORY: StoryTold = { verdicts: [], repairs: [], present: undefined, mending: undefined };

const seconds = (ms: number): number => Math.max(0, Math.round(ms / 1000));

function closed({ verdicts, present }: StoryTold, atMs: number): readonly PastVerdict[] {
  if (present === undefined || atMs - present.sinceMs < SHORTEST_MS || verdicts.length >= MOST_CHAPTERS)
    return verdicts;
  const { name, sinceMs } = present;
  return [...verdicts, { name, atSeconds: seconds(sinceMs), forSeconds: seconds(atMs - sinceMs) }];
}

/** A step is over once another begins, or it is known what came of it. */
function repaired(
  { repairs, mending }: StoryTold,
  now: Mending | undefined,
  atMs: number,
): readonly PastRepair[] {
  if (mending?.state !== 'trying' || mending.step === undefined) return repairs;
  const isSame = now?.state === 'trying' && now.step === mending.step;
  if (isSame || repairs.length >= MOST_CHAPTERS) return repairs;
  const helped = now?.state === 'helped';
  return [...repairs, { step: mending.step, atSeconds: seconds(atMs), helped }];
}

/** The story after a verdict, `atMs` milliseconds after the answer. */
export function nextStory(
  story: StoryTold,
  verdict: Pick<Verdict, 'name' | 'gravity' | 'mending'>,
  atMs: number,
): StoryTold {
  const { name, gravity, mending } = verdict;
  const isWrong =
    gravity === 'bad' || name.endsWith('Choppy') || name === 'pathFlaps' || name === 'computerBusy';
  const isOther = story.present?.name !== (isWrong ? name : undefined);
  if (!isOther && mending === story.mending) return story;
  return {
    verdicts: isOther ? closed(story, atMs) : story.verdicts,
    repairs: repaired(story, mending, atMs),
    present: isOther ? (isWrong ? { name, sinceMs: atMs } : undefined) : story.present,
    mending,
  };
}

/** The story as it is kept; undefined where nothing was wrong. */
export function keptStory(story: StoryTold, atMs: number): SoundStory | undefined {
  const verdicts = closed(story, atMs);
  const repairs = repaired(story, undefined, atMs);
  return verdicts.length + repairs.length === 0 ? undefined : { verdicts, repairs };
}
