// Marks of a call in the page: the click that begins it, and the INVITE. Runs before the app; self-contained for that reason.

export interface CallMarks {
  /** Milliseconds since the epoch; 0 before the first. */
  readonly clickedAt: number;
  readonly invitedAt: number;
}

/** Runs in the page before the app: notes when an INVITE goes out; with `uncut` nobody ends gathering early. */
export function watchCalls(uncut: boolean): void {
  const marks = { clickedAt: 0, invitedAt: 0 };
  Object.defineProperty(globalThis, 'marks', { value: marks });
  document.addEventListener('click', () => (marks.clickedAt = Date.now()), { capture: true });
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data): void {
    if (typeof data === 'string' && data.startsWith('INVITE ') && marks.invitedAt < marks.clickedAt)
      marks.invitedAt = Date.now();
    send.call(this, data);
  };
  if (!uncut) return;
  const dispatch = RTCPeerConnection.prototype.dispatchEvent;
  RTCPeerConnection.prototype.dispatchEvent = function (event): boolean {
    return event.type === 'icecandidate' || dispatch.call(this, event);
  };
}
