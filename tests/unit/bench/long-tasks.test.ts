// The reader of Chromium's traces, fed with the few events that a small trace would hold.
import { describe, expect, it } from 'vitest';
import { tasksBetween } from '../../bench/trace/long-tasks.ts';

const main = { pid: 7, tid: 1 };
const task = (ts: number, dur: number, tdur: number, where = main) => ({
  ...{ name: 'ThreadControllerImpl::RunTask', ph: 'X', ts, dur, tdur },
  ...where,
});
const part = (name: string, ts: number, dur: number, data = {}) => ({
  ...{ name, ph: 'X', ts, dur, args: { data } },
  ...main,
});
const mark = (name: string, ts: number) => ({ name, ph: 'I', ts, ...main });

const trace = (...traceEvents: readonly object[]): string => JSON.stringify({ traceEvents });

describe('the tasks between two marks', () => {
  it('are those of the thread that made the marks, those under way at either mark included', () => {
    const tasks = tasksBetween(
      trace(
        mark('clicked', 10_000),
        mark('heard', 50_000),
        task(2000, 3000, 3000),
        task(9000, 2000, 1500),
        task(20_000, 20_000, 8000),
        task(20_000, 90_000, 90_000, { pid: 7, tid: 2 }),
        task(20_000, 90_000, 90_000, { pid: 8, tid: 1 }),
        task(49_000, 5000, 5000),
        task(60_000, 70_000, 70_000),
      ),
      'clicked',
      'heard',
    );
    expect(tasks.map(({ atMs, wallMs, cpuMs }) => [atMs, wallMs, cpuMs])).toEqual([
      [-1, 2, 1.5],
      [10, 20, 8],
      [39, 5, 5],
    ]);
  });

  it('say what they were, the costliest first, each part without what lies within it', () => {
    const [only] = tasksBetween(
      trace(
        mark('clicked', 0),
        mark('heard', 50_000),
        task(1000, 30_000, 30_000),
        part('FireAnimationFrame', 1000, 12_000),
        part('FunctionCall', 2000, 10_000, { functionName: 'draw', url: 'https://x/assets/first-1.js' }),
        part('UpdateLayoutTree', 3000, 4000),
        part('Layout', 14_000, 5000),
      ),
      'clicked',
      'heard',
    );
    expect(only?.what).toBe('script draw first-1.js 6.0, layout 5.0, style 4.0, frame 2.0');
  });

  it('are no answer where a mark is missing', () => {
    expect(() => tasksBetween(trace(mark('clicked', 0)), 'clicked', 'heard')).toThrow('heard');
  });
});
