// 666: a server that rightly sends nothing, as one that records or waits: a few packets, and then only reports that say how many those were
// (RFC 3550 section 6.4.1), so that silence can be told from loss.
import type { Behaviour } from './behaviour.ts';
import { play } from './steady.ts';
import { silenceFrames } from '../audio/frames.ts';

/** Packets before it rests: reports begin with the first. */
const FIRST_PACKETS = 10;
const LOOK_MS = 20;

export const waits: Behaviour = {
  start(line) {
    const stop = play(line, silenceFrames);
    const timer = setInterval(() => {
      if (line.record.packets.sent < FIRST_PACKETS) return;
      stop();
      clearInterval(timer);
    }, LOOK_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  },
};
