// 604 and 608: an echo that falls silent both ways while ICE and the dialog stay alive.
// 604 stays silent; 608 comes back when the caller restarts ICE, and falls silent again later.
import type { MediaLine } from '../audio/media-line.ts';
import type { Behaviour, BehaviourSettings } from './behaviour.ts';
import { echo } from './echo.ts';

const timers = new WeakMap<MediaLine, NodeJS.Timeout>();

function dropLater(line: MediaLine, { dropAfterMs }: BehaviourSettings): void {
  clearTimeout(timers.get(line));
  const timer = setTimeout(() => {
    line.cut();
  }, dropAfterMs);
  timer.unref();
  timers.set(line, timer);
}

function start(line: MediaLine, settings: BehaviourSettings): () => void {
  echo(line);
  dropLater(line, settings);
  return () => {
    clearTimeout(timers.get(line));
  };
}

export const drops: Behaviour = { start };

export const dropsUntilRestart: Behaviour = {
  start,
  iceRestarted(line, settings) {
    line.mend();
    dropLater(line, settings);
  },
};
