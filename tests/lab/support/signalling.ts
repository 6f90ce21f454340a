// When a phone opens a WebSocket, and when it is registered over it: read from the browser, independent of what the app says.
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

const REGISTERED = /^SIP\/2\.0 200 [\s\S]*\r\nCSeq: *\d+ REGISTER/iu;

/** Times in milliseconds since the epoch. */
export interface Signalling {
  /** The first new WebSocket from `sinceMs` on; waits for it. */
  openedAfter(sinceMs: number, deadlineMs: number): Promise<number>;
  /** The first REGISTER from `sinceMs` on that was answered 200, over a WebSocket opened since the watch began; waits for it. */
  registeredAfter(sinceMs: number, deadlineMs: number): Promise<number>;
}

async function firstFrom(times: readonly number[], what: string, sinceMs: number, deadlineMs: number) {
  const find = (): number | undefined => times.find((atMs) => atMs >= sinceMs);
  await expect.poll(find, { timeout: deadlineMs, intervals: [50], message: what }).toBeDefined();
  return find() ?? Number.NaN;
}

/** Watches the WebSockets that a page opens from now on. */
export function watchSignalling(page: Page): Signalling {
  const opened: number[] = [];
  const registered: number[] = [];
  page.on('websocket', (socket) => {
    opened.push(Date.now());
    socket.on('framereceived', ({ payload }) => {
      if (REGISTERED.test(payload.toString())) registered.push(Date.now());
    });
  });
  return {
    openedAfter: (sinceMs, deadlineMs) => firstFrom(opened, 'a new WebSocket', sinceMs, deadlineMs),
    registeredAfter: (sinceMs, deadlineMs) => firstFrom(registered, 'registered again', sinceMs, deadlineMs),
  };
}
