// Reads back what happened to the sound of a kept call. As untrusted as the rest of a record (read-records.ts): what this version does
// not know is dropped, and so is what is beyond a bound.
import { REPAIR_STEPS, type RepairStep } from '../diagnosis/mending.ts';
import type { PastRepair, PastVerdict, SoundOpinion, SoundStory } from '../diagnosis/receipt.ts';
import { isVerdictName } from '../diagnosis/verdict.ts';

type Fields = Readonly<Record<string, unknown>>;

/** More of either kind are not read. */
export const MOST_READ = 50;
/** A call of more than a year is none, in seconds. */
const LONGEST_SECONDS = 366 * 86_400;

const isStep = (value: unknown): value is RepairStep => REPAIR_STEPS.some((step) => step === value);

function seconds(value: unknown): number | undefined {
  const isTime = typeof value === 'number' && value >= 0 && value <= LONGEST_SECONDS;
  return isTime ? Math.round(value) : undefined;
}

function readVerdict({ name, atSeconds, forSeconds }: Fields): PastVerdict | undefined {
  const [at, lasted] = [seconds(atSeconds), seconds(forSeconds)];
  if (!isVerdictName(name) || at === undefined || lasted === undefined) return undefined;
  return { name, atSeconds: at, forSeconds: lasted };
}

function readRepair({ step, atSeconds, helped }: Fields): PastRepair | undefined {
  const at = seconds(atSeconds);
  if (!isStep(step) || at === undefined) return undefined;
  return { step, atSeconds: at, helped: helped === true };
}

function readList<Read>(list: unknown, read: (fields: Fields) => Read | undefined): readonly Read[] {
  if (!Array.isArray(list)) return [];
  return list.slice(0, MOST_READ).flatMap((each: unknown) => {
    const value = typeof each === 'object' && each !== null ? read(each as Fields) : undefined;
    return value === undefined ? [] : [value];
  });
}

/** What happened to the sound; undefined where nothing is kept of it, or nothing that can be read. */
export function readStory(value: unknown): SoundStory | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Fields;
  const verdicts = readList(fields['verdicts'], readVerdict);
  const repairs = readList(fields['repairs'], readRepair);
  return verdicts.length + repairs.length === 0 ? undefined : { verdicts, repairs };
}

/** What the person said of the sound; undefined where they said nothing. */
export function readOpinion(value: unknown): SoundOpinion | undefined {
  return value === 'good' || value === 'bad' ? value : undefined;
}
