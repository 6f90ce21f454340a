// What an end of the call said after a strike, against what it should have said. Pure.
import type { Shown } from './call-watch.ts';

/** Said of a call that is well, or well again; and of a machine that is busy, which this one may be. */
const CALM: readonly string[] = [
  '',
  'Sound flows both ways.',
  'bothFlow',
  'waiting',
  'sentNotConfirmedYet',
  'youQuiet',
  'themQuiet',
  'bothQuiet',
  'bothChoppy',
  'youChoppy',
  'themChoppy',
  'computerBusy',
];

/** Something is wrong, and the cause is not known. */
const UNKNOWN: readonly string[] = ['unknown', 'unconfirmed'];

export interface Telling {
  /** From the strike until anything was said, in milliseconds; undefined: nothing. */
  readonly symptomMs: number | undefined;
  /** Until the cause was named. */
  readonly causeMs: number | undefined;
  /** All that was said, in order, without what is said of a call that is well. */
  readonly said: readonly string[];
  /** What of it names another cause. */
  readonly wrong: readonly string[];
  readonly unknown: readonly string[];
}

/** Whether a call that shows this is well. */
export const isCalm = (verdict: string): boolean => CALM.includes(verdict);

/** `right`: the verdicts that name the cause at this end. */
export function tellingAfter(shown: readonly Shown[], struckMs: number, right: readonly string[]): Telling {
  const later = shown.filter(({ atMs, verdict }) => atMs >= struckMs && !isCalm(verdict));
  const since = (found: Shown | undefined): number | undefined => found && found.atMs - struckMs;
  const names = later.map(({ verdict }) => verdict);
  const said = names.filter((name, index) => name !== names[index - 1]);
  return {
    symptomMs: since(later[0]),
    causeMs: since(later.find(({ verdict }) => right.includes(verdict) && !UNKNOWN.includes(verdict))),
    said,
    wrong: said.filter((name) => !right.includes(name) && !UNKNOWN.includes(name)),
    unknown: said.filter((name) => UNKNOWN.includes(name)),
  };
}
