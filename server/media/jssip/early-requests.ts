// Requests of the phone that come before its ACK of a re-INVITE: the dialog is confirmed (RFC 3261 section 12), but JsSIP refuses
// them (403 "Wrong Status"). They wait for the ACK. Owns which ones wait.
import type { RTCSession } from 'jssip/lib/RTCSession';

interface Request {
  readonly method: string;
  hasHeader(name: string): boolean;
}

interface Waiter {
  /** RTCSession.C. */
  readonly _status: number;
  receiveRequest(request: Request): void;
}

const WAITING_FOR_ACK = 6;

/** Of INVITEs one that takes the place of this call (RFC 3891) waits: another re-INVITE shows that the ACK got lost. */
function waits(request: Request): boolean {
  if (request.method === 'INVITE') return request.hasHeader('replaces');
  return ['INFO', 'NOTIFY', 'UPDATE'].includes(request.method);
}

/** Lets a session keep such requests until the ACK is there. */
export function keepEarlyRequests(rtcSession: RTCSession): void {
  const session = rtcSession as unknown as Waiter;
  const receive = session.receiveRequest.bind(session);
  const waiting: Request[] = [];
  session.receiveRequest = (request): void => {
    if (session._status === WAITING_FOR_ACK && waits(request)) {
      waiting.push(request);
      return;
    }
    receive(request);
    if (request.method === 'ACK') for (const kept of waiting.splice(0)) receive(kept);
  };
}
