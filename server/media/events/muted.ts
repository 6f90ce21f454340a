// 665: the other side is muted from now on: packets of digital silence, without a gap in numbers or clock.
import { silenceBehaviour } from '../behaviours/steady.ts';
import type { ServerEvent } from './event.ts';

export const mutesLater: ServerEvent = ({ line }) => {
  line.onPacket(() => undefined);
  line.changeSource();
  return silenceBehaviour.start(line, { dropAfterMs: 0, random: Math.random });
};
