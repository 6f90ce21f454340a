// The 2xx to what we ask within a call: the server may name somebody else there, after a transfer at the far side (RFC 4916 4).
import type { RTCSession } from 'jssip/lib/RTCSession';
import { asStack, type StackResponse } from './stack.ts';

/** Calls `read` with each, before whoever asked hears of it. */
export function hearAnswersWithin(rtcSession: RTCSession, read: (answer: StackResponse) => void): void {
  const session = asStack(rtcSession);
  const send = session.sendRequest.bind(session);
  session.sendRequest = (method, options = {}): ReturnType<typeof send> => {
    const { eventHandlers } = options;
    if (eventHandlers === undefined) return send(method, options);
    const onSuccessResponse = (answer: StackResponse): void => {
      read(answer);
      eventHandlers.onSuccessResponse?.(answer);
    };
    return send(method, { ...options, eventHandlers: { ...eventHandlers, onSuccessResponse } });
  };
}
