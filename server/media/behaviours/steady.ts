// 601, 606, 662 and others: packets of the far end's own, one each 20 ms.
// Owns sequence numbers and timestamps (RFC 3550 section 5.1).
import { RtpHeader, RtpPacket } from 'werift';
import { silenceFrames, toneFrames, type FrameSource } from '../audio/frames.ts';
import type { MediaLine } from '../audio/media-line.ts';
import { startTicker } from '../audio/ticker.ts';
import type { Behaviour } from './behaviour.ts';

/** Sends these frames, until the function returned is called. */
export function play(line: MediaLine, frames: (mimeType: string) => FrameSource): () => void {
  return startTicker((index) => {
    if (line.mimeType === undefined) return;
    const source = frames(line.mimeType);
    const header = new RtpHeader({
      sequenceNumber: index & 0xffff,
      timestamp: (index * source.ticks) >>> 0,
      marker: index === 0,
    });
    line.send(new RtpPacket(header, source.frame(index)));
  });
}

export const toneBehaviour: Behaviour = { start: (line) => play(line, toneFrames) };

export const silenceBehaviour: Behaviour = { start: (line) => play(line, silenceFrames) };
