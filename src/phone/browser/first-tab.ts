// Whether this tab is the first of its browser that shows the phone (Web Locks). Only one may use the kept instance id
// (RFC 5626 4.1): a server takes two phones of one id for one, and the older falls silent.

const LOCK = 'bothways-first-tab';
/** A page that was just reloaded may still hold the lock for a moment, in milliseconds. */
const PATIENCE_MS = 300;

let answer: Promise<boolean> | undefined;

function ask(): Promise<boolean> {
  // Not in every browser, nor on an insecure page, whatever the type says.
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const untilThePageGoes = (): Promise<void> => {
      resolve(true);
      return new Promise(() => undefined);
    };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    navigator.locks.request(LOCK, { signal }, untilThePageGoes).catch(() => {
      resolve(false);
    });
  });
}

/** The same answer for the life of the page. Never rejects. */
export function isFirstTab(): Promise<boolean> {
  return (answer ??= ask());
}
