// What `npm test` makes of a runner's report: nothing that did not run may pass for having passed.
import { describe, expect, it } from 'vitest';
import { tallyOf } from '../../../scripts/lib/reports.mjs';

const vitest = (passed: number, failed: number, pending: number, todo = 0): object => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: pending,
  numTodoTests: todo,
});
const playwright = (expected: number, unexpected: number, skipped: number, flaky = 0): object => ({
  stats: { expected, unexpected, skipped, flaky },
});

describe('the tally of a runner', () => {
  it('adds what passed and what failed', () => {
    expect(tallyOf(vitest(5, 2, 0), 'vitest', 1)).toEqual({ passed: 5, failed: 2, note: '' });
    expect(tallyOf(playwright(7, 1, 0), 'playwright', 1)).toEqual({ passed: 7, failed: 1, note: '' });
    expect(tallyOf({ passed: 11, failed: 0 }, 'check', 0)).toEqual({ passed: 11, failed: 0, note: '' });
  });

  it('counts a skipped or planned test as failed', () => {
    expect(tallyOf(vitest(5, 0, 1, 1), 'vitest', 0).failed).toBe(2);
    expect(tallyOf(playwright(5, 0, 3), 'playwright', 0).failed).toBe(3);
  });

  it('counts a test that passed at the second try as passed', () => {
    expect(tallyOf(playwright(5, 0, 0, 1), 'playwright', 0)).toEqual({ passed: 6, failed: 0, note: '' });
  });

  it('fails a runner that executed no test', () => {
    expect(tallyOf(vitest(0, 0, 0), 'vitest', 0)).toMatchObject({ failed: 1, note: 'executed no test' });
  });

  it('fails a runner that left no report', () => {
    expect(tallyOf(undefined, 'playwright', 0)).toMatchObject({ failed: 1, note: 'left no report' });
  });

  it('fails a runner that ended badly although no test of it failed', () => {
    expect(tallyOf(vitest(5, 0, 0), 'vitest', 1)).toMatchObject({ passed: 5, failed: 1 });
  });
});
