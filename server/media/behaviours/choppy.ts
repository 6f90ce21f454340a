// 605: a bad line each way: a fifth of the packets is lost and the rest arrives up to 60 ms late.
// Owns the dice; the loss and the jitter of the caller's side show in the far end's RTCP too.
import { nothing, type Behaviour } from './behaviour.ts';

const KEPT_PERCENT = 80;
const JITTER_MS = 60;

export const choppy: Behaviour = {
  start(line, { random }) {
    line.loseInbound(KEPT_PERCENT);
    line.jitterInbound(JITTER_MS, random);
    line.onPacket((packet) => {
      if (random() * 100 >= KEPT_PERCENT) return;
      setTimeout(() => {
        line.send(packet);
      }, random() * JITTER_MS);
    });
    return nothing;
  },
};
