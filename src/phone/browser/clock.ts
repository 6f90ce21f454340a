// The browser's clock and timers behind the Clock port.
import type { Clock } from '../clock.ts';

export const browserClock: Clock = {
  now: () => Date.now(),
  // From the same start as the browser's statistics and timers in components.
  steady: () => performance.timeOrigin + performance.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
  every(periodMs, task) {
    const timer = setInterval(task, periodMs);
    return () => {
      clearInterval(timer);
    };
  },
};
