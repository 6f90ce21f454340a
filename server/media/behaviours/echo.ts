// 600: every packet goes back as it came, whatever the codec.
import type { MediaLine } from '../audio/media-line.ts';
import { nothing, type Behaviour } from './behaviour.ts';

/** Sends back what arrives, from now on. */
export function echo(line: MediaLine): () => void {
  line.onPacket((packet) => {
    line.send(packet);
  });
  return nothing;
}

export const echoBehaviour: Behaviour = { start: echo };
