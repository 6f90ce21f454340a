// 662 and 663: packets that arrive and give no sound. Of the first the codec makes nothing, of the others the decryption (RFC 3711).
import { brokenFrames } from '../audio/frames.ts';
import type { Behaviour } from './behaviour.ts';
import { play, toneBehaviour } from './steady.ts';

/** 662: the payload type is right, and what it holds is no frame of the codec. */
export const undecodable: Behaviour = { start: (line) => play(line, brokenFrames) };

/** 663: as from a server that mixed up the keys of two calls. */
export const wrongKey: Behaviour = {
  start(line, settings) {
    line.spoilKey();
    return toneBehaviour.start(line, settings);
  },
};
