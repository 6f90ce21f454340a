// 664: the ACK never arrives, as far as the far end can tell: a proxy on the way lost it, or sent it elsewhere. Its 200 is repeated, and after
// 64*T1 it hangs up (RFC 3261 section 13.3.1.4). JsSIP does both by itself; owns what it is not told, and how long it waits.
import type { RTCSession } from 'jssip/lib/RTCSession';

interface AckWaiting {
  readonly _timers: { ackTimer: NodeJS.Timeout | undefined; invite2xxTimer: NodeJS.Timeout | undefined };
  receiveRequest(request: { readonly method: string }): void;
  sendRequest(method: string): void;
  _setACKTimer(): void;
  _ended(originator: string, message: null, cause: string): void;
}

/** 64*T1, in ms. */
export const ACK_DEADLINE_MS = 32_000;

/** Makes a session wait in vain for an ACK, for so many ms. Call before it answers. */
export function ignoreAcks(session: RTCSession, deadlineMs = ACK_DEADLINE_MS): void {
  const stack = session as unknown as AckWaiting;
  const receive = stack.receiveRequest.bind(stack);
  stack.receiveRequest = (request) => {
    if (request.method !== 'ACK') receive(request);
  };
  stack._setACKTimer = () => {
    stack._timers.ackTimer = setTimeout(() => {
      clearTimeout(stack._timers.invite2xxTimer);
      stack.sendRequest('BYE');
      stack._ended('remote', null, 'No ACK');
    }, deadlineMs);
  };
}
