// Where synthesised sound comes out. Chromium moves the whole AudioContext (setSinkId); elsewhere an audio element that can
// choose its output plays the context's stream. Without either, sound goes where the system says.
import { outputSelectable } from './device-directory.ts';

interface Movable {
  setSinkId(id: string): Promise<void>;
}

/** A place to connect sound to; `close` lets go of it. */
export interface SoundOutput {
  readonly node: AudioNode;
  close(): void;
}

async function move(target: Movable, outputId: string): Promise<void> {
  try {
    await target.setSinkId(outputId);
  } catch (error) {
    // An output that was unplugged: the sound goes to the system's output instead of nowhere.
    if (!(error instanceof DOMException)) throw error;
  }
}

function elementOutput(context: AudioContext, outputId: string): SoundOutput {
  const node = context.createMediaStreamDestination();
  const element = new Audio();
  element.srcObject = node.stream;
  void move(element, outputId)
    .then(() => element.play())
    .catch(() => {
      element.srcObject = null; // no gesture yet: the context is not allowed to sound either
    });
  return {
    node,
    close: () => {
      element.pause();
      element.srcObject = null;
    },
  };
}

/** The output `outputId` (empty: the system's choice) of this context. */
export function openOutput(context: AudioContext, outputId: string): SoundOutput {
  if (!('setSinkId' in context) && outputId !== '' && outputSelectable())
    return elementOutput(context, outputId);
  if ('setSinkId' in context) void move(context as AudioContext & Movable, outputId);
  return { node: context.destination, close: () => undefined };
}
