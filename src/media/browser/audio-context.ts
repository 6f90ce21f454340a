// The one AudioContext of the page: made on first use, lent to sounds and level meters, at rest while nobody uses it. A
// running one costs power all day, and Chromium keeps every stream source it ever metered for as long as it runs.

let context: AudioContext | undefined;
let borrowers = 0;
/** Suspended by us, or on its way back: it would sound at once. */
let isResting = false;
let restTimer: ReturnType<typeof setTimeout> | undefined;

/** One call follows another, and one key the next: it does not rest between them. In milliseconds. */
const REST_AFTER_MS = 2000;
/** Outside a gesture resume() stays pending for ever; a short deadline turns that into an answer. */
const RESUME_DEADLINE_MS = 500;

function shared(): AudioContext {
  context ??= new AudioContext({ latencyHint: 'interactive' });
  return context;
}

function restSoon(): void {
  clearTimeout(restTimer);
  restTimer = setTimeout(() => {
    if (borrowers > 0 || context?.state !== 'running') return;
    isResting = true;
    void context.suspend();
  }, REST_AFTER_MS);
}

async function wake(): Promise<void> {
  await shared().resume();
  isResting = false;
}

/** The context on loan: `release` gives it back, once. */
export interface AudioContextLoan {
  readonly context: AudioContext;
  release(): void;
}

/** Lends the shared context and wakes it; before the first gesture it may stay suspended (autoplay policy). */
export function borrowAudioContext(): AudioContextLoan {
  borrowers += 1;
  clearTimeout(restTimer);
  if (isResting) void wake();
  let isOut = true;
  const release = (): void => {
    if (!isOut) return;
    isOut = false;
    borrowers -= 1;
    if (borrowers === 0) restSoon();
  };
  return { context: shared(), release };
}

/** Whether the browser lets the page sound now. */
export function isSoundAllowed(): boolean {
  return shared().state === 'running' || isResting;
}

/** Resumes the shared context; resolves to whether the page may sound now. Call it from a gesture. */
export async function resumeAudioContext(): Promise<boolean> {
  if (isSoundAllowed()) {
    // It may run since it was made, with nobody who borrowed it.
    if (borrowers === 0) restSoon();
    return true;
  }
  const deadline = new Promise((resolve) => setTimeout(resolve, RESUME_DEADLINE_MS));
  await Promise.race([wake(), deadline]);
  if (borrowers === 0) restSoon();
  return isSoundAllowed();
}
