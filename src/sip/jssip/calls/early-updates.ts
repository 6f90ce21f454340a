// An UPDATE before the call is answered (RFC 3311 5.1, 5.2): JsSIP refuses it as forbidden. One without an offer tells who is there, and is
// taken; one with an offer comes while an offer of the INVITE is open: ours (491) or theirs (500, to be tried again).
import { asStack, type StackSession } from './stack.ts';
import type { RTCSession } from 'jssip/lib/RTCSession';

interface StackUpdate {
  readonly method: string;
  readonly body?: string | null;
  reply(statusCode: number, reasonPhrase?: string | null, extraHeaders?: readonly string[]): void;
}

/** State of a JsSIP session (RTCSession.C). */
const CONFIRMED = 9;
/** Seconds after which an offer may be made again, at most (RFC 3311 5.2). */
const LATEST_AGAIN_S = 10;

function answer(session: StackSession, update: StackUpdate): void {
  if ((update.body ?? '') === '') {
    // Listeners read who is there, as of any other.
    session.emit('update', { request: update, callback: undefined, reject: () => undefined });
    update.reply(200, null, [`Contact: ${session.contact}`]);
  } else if (session.direction.toString() === 'outgoing') update.reply(491);
  else update.reply(500, null, [`Retry-After: ${String(Math.floor(Math.random() * (LATEST_AGAIN_S + 1)))}`]);
}

/** Answers such UPDATEs in a session. */
export function answerEarlyUpdates(rtcSession: RTCSession): void {
  const session = asStack(rtcSession);
  const receive = session.receiveRequest.bind(session);
  session.receiveRequest = (request): void => {
    const isEarly = request.method === 'UPDATE' && session._status !== CONFIRMED && !session.isEnded();
    if (isEarly) answer(session, request);
    else receive(request);
  };
}
