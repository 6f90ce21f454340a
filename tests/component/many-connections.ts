// Peer connections for tests that make hundreds: Chromium allows 500 in a process, and counts closed ones until they are collected.

/** So many are made between two collections. */
const BETWEEN = 100;

let made = 0;

/** A connection of the browser. `gc` is there by `--expose-gc` (vitest.config.ts). */
export function newConnection(): RTCPeerConnection {
  if (made % BETWEEN === 0) (globalThis as { readonly gc?: () => void }).gc?.();
  made += 1;
  return new RTCPeerConnection();
}
