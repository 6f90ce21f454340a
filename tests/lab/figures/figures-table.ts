// Many tries of one fault as a row of a table: median and worst, what was said, what of it was wrong.
import { median } from '../../bench/result.ts';
import { Table } from '../support/record.ts';
import type { CallFault } from './faults.ts';
import type { Plan } from './lines.ts';
import type { TryResult } from './one-try.ts';

type Times = readonly (number | undefined)[];

/** `median / worst`; what never happened is named. */
function spread(times: Times): string {
  const known = times.filter((time) => time !== undefined);
  const never = times.length - known.length;
  const missing = never === 0 ? '' : ` (${String(never)} never)`;
  if (known.length === 0) return `never${missing}`;
  return `${String(Math.round(median(known)))} / ${String(Math.round(Math.max(...known)))}${missing}`;
}

/** How often each word was said: `nothingArrives 20, waiting 3`. */
function counted(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${word} ${String(count)}`).join(', ');
}

const once = (words: readonly string[]): readonly string[] => [...new Set(words)];

/** When the sound was back both ways; 0 where it never stopped, undefined where it is still gone. */
export function backMs(fault: CallFault, result: TryResult): number | undefined {
  const times = fault.stops.map((way) => (result[way].fromMs === undefined ? 0 : result[way].toMs));
  return times.includes(undefined) ? undefined : Math.max(0, ...times.filter((time) => time !== undefined));
}

export class FiguresTable {
  readonly #table: Table;

  constructor(name: string) {
    this.#table = new Table(
      name,
      'fault',
      'far end',
      'RTT ms',
      'tries',
      'symptom ms (median / worst)',
      'cause named ms',
      'sound back ms',
      'near end said (tries)',
      'far end said (tries)',
      'wrong',
      'unknown',
    );
  }

  add(fault: CallFault, { peer, roundTripMs }: Plan, outcomes: readonly (TryResult | Error)[]): void {
    const results = outcomes.filter((outcome): outcome is TryResult => !(outcome instanceof Error));
    const errors = outcomes.filter((outcome) => outcome instanceof Error).map(({ message }) => message);
    const by = fault.told?.by ?? 'near';
    const told = results.map((result) => result[by]);
    const ends = results.flatMap(({ near, far }) => [near, far]);
    const back = results.map((result) => backMs(fault, result));
    this.#table.add(
      fault.name,
      peer,
      String(roundTripMs),
      `${String(results.length)}${errors.length === 0 ? '' : `; not made: ${counted(errors)}`}`,
      fault.told === undefined ? '' : spread(told.map(({ symptomMs }) => symptomMs)),
      fault.told === undefined ? '' : spread(told.map(({ causeMs }) => causeMs)),
      fault.backWithinMs === undefined ? '' : spread(back),
      counted(results.flatMap(({ near }) => once(near.said))),
      counted(results.flatMap(({ far }) => once(far.said))),
      counted(ends.flatMap(({ wrong }) => once(wrong))),
      counted(ends.flatMap(({ unknown }) => once(unknown))),
    );
  }
}
