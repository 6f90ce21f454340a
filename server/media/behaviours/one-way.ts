// 602 and 603: audio in one direction only, each with the signature that a real fault has in RTCP.
import { nothing, type Behaviour } from './behaviour.ts';
import { toneBehaviour } from './steady.ts';

/** 602: the caller hears a tone; its own packets are lost before they are counted, so no report speaks of them. */
export const uplinkLost: Behaviour = {
  start(line, settings) {
    line.loseInbound();
    return toneBehaviour.start(line, settings);
  },
};

/** 603: the caller is received and reported on; nothing is ever sent. */
export const downlinkLost: Behaviour = { start: () => nothing };
