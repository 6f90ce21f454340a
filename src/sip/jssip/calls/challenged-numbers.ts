// A request within a call that is challenged goes out again under another CSeq. JsSIP counts that up from the request's own number, and the
// dialog's apart from it: where another request left meanwhile, two have the same number, and the ACK of a re-INVITE one that the far
// side does not know. Here it gets the next of the dialog (RFC 3261 12.2.1.1, 22.2).
import type { RTCSession } from 'jssip/lib/RTCSession';
import { asStack } from './stack.ts';

/** Call before anything else listens to what is sent. */
export function fixChallengedNumbers(rtcSession: RTCSession): void {
  const session = asStack(rtcSession);
  const send = session.sendRequest.bind(session);
  session.sendRequest = (method, options = {}): ReturnType<typeof send> => {
    const { eventHandlers = {} } = options;
    return send(method, {
      ...options,
      eventHandlers: {
        ...eventHandlers,
        onAuthenticated: (request): void => {
          const number = session._dialog?._local_seqnum ?? request.cseq;
          request.cseq = number;
          request.setHeader('cseq', `${String(number)} ${method}`);
          eventHandlers.onAuthenticated?.(request);
        },
      },
    });
  };
}
