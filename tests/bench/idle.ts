// What a registered phone costs while nobody calls: renderer CPU, timers that fire, frames on the wire, over one minute.
import type { Result } from './result.ts';
import { withPhone } from './with-phone.ts';

const SPAN_MS = 60_000;

/** Runs in the page before the app: counts every timer callback and animation frame. */
function countWakeUps(): void {
  const counts = { timers: 0, frames: 0 };
  Object.defineProperty(globalThis, 'wakeUps', { value: counts });
  const counted = <Fn extends (...args: never[]) => unknown>(task: Fn, kind: 'timers' | 'frames'): Fn =>
    ((...args: Parameters<Fn>) => {
      counts[kind] += 1;
      return task(...args);
    }) as Fn;
  const { setTimeout: later, setInterval: repeat, requestAnimationFrame: frame } = globalThis;
  globalThis.setTimeout = ((task: () => void, ms?: number) =>
    later(counted(task, 'timers'), ms)) as typeof setTimeout;
  globalThis.setInterval = ((task: () => void, ms?: number) =>
    repeat(counted(task, 'timers'), ms)) as typeof setInterval;
  globalThis.requestAnimationFrame = (task) => frame(counted(task, 'frames'));
}

export function measure(): Promise<readonly Result[]> {
  return withPhone(
    async ({ phone, context }) => {
      const { page } = phone;
      let frames = 0;
      page.on('websocket', (socket) => {
        socket.on('framesent', () => (frames += 1));
        socket.on('framereceived', () => (frames += 1));
      });
      await phone.signIn('1001');
      await page.waitForTimeout(10_000); // what start-up leaves to do
      const client = await context.newCDPSession(page);
      await client.send('Performance.enable');
      const busySeconds = async (): Promise<number> => {
        const { metrics } = await client.send('Performance.getMetrics');
        return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
      };
      const read = () =>
        page.evaluate(
          () => (globalThis as unknown as { wakeUps: { timers: number; frames: number } }).wakeUps,
        );
      const [before, busyBefore, framesBefore] = [await read(), await busySeconds(), frames];
      await page.waitForTimeout(SPAN_MS);
      const [after, busyAfter] = [await read(), await busySeconds()];
      const minutes = SPAN_MS / 60_000;
      return [
        {
          what: 'idle phone: main thread busy',
          value: ((busyAfter - busyBefore) / (SPAN_MS / 1000)) * 100,
          unit: '% of a core',
        },
        {
          what: 'idle phone: timers that fire',
          value: (after.timers - before.timers) / minutes,
          unit: 'a minute',
        },
        {
          what: 'idle phone: animation frames',
          value: (after.frames - before.frames) / minutes,
          unit: 'a minute',
        },
        {
          what: 'idle phone: WebSocket messages, both ways',
          value: (frames - framesBefore) / minutes,
          unit: 'a minute',
        },
      ];
    },
    (context) => context.addInitScript(countWakeUps),
  );
}
