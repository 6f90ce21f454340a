// No regular expression takes more than linear time, on whatever text: twice the text, twice the time. The linter proves it for most
// (regexp/no-super-linear-*); this runs them all.
import { createContext, Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { pumped } from './support/pump.ts';
import { regexLiterals, type RegexLiteral } from './support/regex-literals.ts';
import { projectRoot } from './support/tree.ts';

const SHORT = 4000;
/** Linear ones take hundredths of a millisecond for it. */
const SUSPICIOUS_MS = 2;
/** Eight times the text takes eight times as long, or 64 times where time is quadratic. */
const FACTOR = 8;
const MOST_GROWTH = 24;
/** Nothing linear takes so long; what does is stopped. */
const DEADLINE_MS = 400;

const sandbox = createContext({ expression: /x/u, text: '' });
// As it is used: once, or for every place where it fits.
const run = new Script(`expression.global ? text.replace(expression, '') : expression.exec(text)`);

function timeOf(literal: RegexLiteral, text: string): number {
  Object.assign(sandbox, { text, expression: new RegExp(literal.source, literal.flags) });
  const startedAt = performance.now();
  try {
    run.runInContext(sandbox, { timeout: DEADLINE_MS });
    return performance.now() - startedAt;
  } catch {
    return Infinity;
  }
}

const best = (literal: RegexLiteral, text: string): number =>
  Math.min(...[1, 2, 3].map(() => timeOf(literal, text)));

function isSlow(literal: RegexLiteral, pump: (length: number) => string): boolean {
  if (timeOf(literal, pump(SHORT)) < SUSPICIOUS_MS) return false;
  const short = best(literal, pump(SHORT));
  if (short < SUSPICIOUS_MS / 2) return false;
  return short === Infinity || timeOf(literal, pump(SHORT * FACTOR)) / short > MOST_GROWTH;
}

/** The first text on which it takes more than linear time. */
function slowText(literal: RegexLiteral): string | undefined {
  for (const pump of pumped(literal.source, literal.flags))
    if (isSlow(literal, pump)) return JSON.stringify(pump(40));
  return undefined;
}

describe('regular expressions', () => {
  it('are found', () => {
    expect(regexLiterals(projectRoot, ['src', 'server']).length).toBeGreaterThan(150);
  });

  it.each(['^(.*),(.*)$', '<[^>]*>', '^(?:a+)+b', '\\?.*$', '^\\s+(.+)x', 'a*b'])(
    'that are slow are caught: %s',
    (source) => {
      expect(slowText({ place: 'here', source, flags: '' })).toBeDefined();
    },
  );

  it('of the program are linear', () => {
    const slow = regexLiterals(projectRoot, ['src', 'server', 'deploy']).flatMap((literal) => {
      const text = slowText(literal);
      return text === undefined ? [] : [`${literal.place} /${literal.source}/${literal.flags} ${text}`];
    });
    expect(slow).toEqual([]);
  }, 120_000);
});
