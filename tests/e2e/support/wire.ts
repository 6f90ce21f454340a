// What a page sends and gets over its WebSockets: how many there were, and the SIP that went through them.
import type { Page } from '@playwright/test';

export interface Wire {
  /** WebSockets opened so far. */
  readonly sockets: () => number;
  /** WebSockets opened though the one before was not known to be dead: whoever asked it (OPTIONS) was answered, or nobody asked. */
  readonly needlessSockets: () => number;
  /** Everything that left, oldest first. */
  readonly sent: readonly string[];
  /** Everything that came, oldest first. */
  readonly received: readonly string[];
  /** The Call-IDs of the INVITEs that began a call. */
  readonly callsBegun: () => ReadonlySet<string>;
}

const CALL_ID = /^Call-ID:\s*(\S+)/imu;

interface Flow {
  hasUnansweredQuestion: boolean;
  isClosed: boolean;
}

/** Watches a page from now on; call it before the page is opened. */
export function watchWire(page: Page): Wire {
  const [sent, received]: [string[], string[]] = [[], []];
  let [sockets, needless] = [0, 0];
  let last: Flow | undefined;
  page.on('websocket', (socket) => {
    sockets += 1;
    if (last !== undefined && !last.isClosed && !last.hasUnansweredQuestion) needless += 1;
    const flow: Flow = { hasUnansweredQuestion: false, isClosed: false };
    last = flow;
    socket.on('framesent', ({ payload }) => {
      sent.push(String(payload));
      if (String(payload).startsWith('OPTIONS ')) flow.hasUnansweredQuestion = true;
    });
    socket.on('framereceived', ({ payload }) => {
      received.push(String(payload));
      flow.hasUnansweredQuestion = false;
    });
    socket.on('close', () => {
      flow.isClosed = true;
    });
  });
  return {
    sent,
    received,
    sockets: () => sockets,
    needlessSockets: () => needless,
    callsBegun: () => {
      const begun = sent.filter((text) => text.startsWith('INVITE ') && !/^To:.*;tag=/imu.test(text));
      return new Set(begun.map((text) => CALL_ID.exec(text)?.[1] ?? ''));
    },
  };
}
