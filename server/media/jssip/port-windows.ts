// A few UDP ports for each call, in turn: werift probes a port and binds it a moment later, so that two calls
// starting together must not probe the same one. Owns the rotation; pure.

const WINDOW = 8;

/** Returns a function that gives `[first, last]` windows within `ports`, round and round. Throws if there are < 16. */
export function createPortWindows([first, last]: readonly [number, number]): () => [number, number] {
  const windows = Math.floor((last - first + 1) / WINDOW);
  if (windows < 2) throw new RangeError('the far end needs at least 16 media ports');
  let next = 0;
  return () => {
    const from = first + (next++ % windows) * WINDOW;
    return [from, from + WINDOW - 1];
  };
}
