// The one AudioContext of the page: made on first use, shared by sounds and level meters.

let context: AudioContext | undefined;

/** The shared context; it may be suspended until a gesture (autoplay policy). */
export function sharedAudioContext(): AudioContext {
  context ??= new AudioContext({ latencyHint: 'interactive' });
  return context;
}

/** Resumes the shared context; resolves to whether it runs now. Call it from a gesture. */
export async function resumeAudioContext(): Promise<boolean> {
  const shared = sharedAudioContext();
  if (shared.state === 'running') return true;
  // Outside a gesture resume() stays pending for ever; a short deadline turns that into an answer.
  const deadline = new Promise((resolve) => setTimeout(resolve, 500));
  await Promise.race([shared.resume(), deadline]);
  return (shared.state as AudioContextState) === 'running';
}
