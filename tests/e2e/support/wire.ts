// What a page sends and gets over its WebSockets: how many there were, and the SIP that went through them.
import type { Page } from '@playwright/test';

export interface Wire {
  /** WebSockets opened so far. */
  readonly sockets: () => number;
  readonly sent: readonly string[];
  readonly received: readonly string[];
  /** The Call-IDs of the INVITEs that began a call. */
  readonly callsBegun: () => ReadonlySet<string>;
}

const CALL_ID = /^Call-ID:\s*(\S+)/imu;

/** Watches a page from now on; call it before the page is opened. */
export function watchWire(page: Page): Wire {
  const [sent, received]: [string[], string[]] = [[], []];
  let sockets = 0;
  page.on('websocket', (socket) => {
    sockets += 1;
    socket.on('framesent', ({ payload }) => sent.push(String(payload)));
    socket.on('framereceived', ({ payload }) => received.push(String(payload)));
  });
  return {
    sockets: () => sockets,
    sent,
    received,
    callsBegun: () => {
      const begun = sent.filter((text) => text.startsWith('INVITE ') && !/^To:.*;tag=/imu.test(text));
      return new Set(begun.map((text) => CALL_ID.exec(text)?.[1] ?? ''));
    },
  };
}
