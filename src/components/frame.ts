// Drawing waits for the next animation frame, however much happens until then: a burst of a thousand events is drawn once.
// Nothing but drawing may wait here; state, ringing and what is kept never do.

/** A page in the background has no frames; its title and what a screen reader hears still follow within this time. */
const LATEST_MS = 250;

const waiting = new Set<() => void>();
let frame = 0;
let deadline: ReturnType<typeof setTimeout> | undefined;
let beforehand: () => void = () => undefined;

function run(): void {
  cancelAnimationFrame(frame);
  clearTimeout(deadline);
  beforehand();
  const tasks = [...waiting];
  waiting.clear();
  for (const task of tasks) {
    try {
      task();
    } catch (problem) {
      // One that fails keeps no other from being drawn.
      reportError(problem);
    }
  }
}

/** Runs the task once in the next frame, however often it is asked for. */
export function inNextFrame(task: () => void): void {
  if (waiting.size === 0) {
    frame = requestAnimationFrame(run);
    deadline = setTimeout(run, LATEST_MS);
  }
  waiting.add(task);
}

/** Hears each time before something is drawn. */
export function beforeDrawing(listener: () => void): void {
  beforehand = listener;
}

/** Takes back what was asked for. */
export function notInNextFrame(task: () => void): void {
  waiting.delete(task);
}
