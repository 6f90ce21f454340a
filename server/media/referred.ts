// What a number does when the phone transfers it (REFER, RFC 3515): most follow, like a phone that asks nobody; some refuse,
// fail, answer late or never report the result. Owns these behaviours; how the phone is told is in transfer.ts.
import type { RTCSession } from 'jssip/lib/RTCSession';
import { behaviourOf, refusalOf } from './behaviours/index.ts';
import type { Behaviour } from './behaviours/behaviour.ts';
import type { OpenSession } from './events/event.ts';
import type { FarEndCall } from './far-end-call.ts';
import { codeOf, type NumberCode } from './numbers.ts';
import { notifyTransfer, wishOf, type ReferRequest, type TransferWish } from './transfer.ts';

/** A status, and after how many ms it is told. */
type Word = readonly [status: number, phrase: string, afterMs: number];

const BUSY_AFTER_MS = 500;
const RINGING_AFTER_MS = 1000;
const SLOW_MS = 20_000;

const WORDS: Readonly<Partial<Record<NumberCode, readonly Word[]>>> = {
  'forgets-refer': [],
  'fails-refer': [
    [100, 'Trying', 0],
    [486, 'Busy Here', BUSY_AFTER_MS],
  ],
  'slow-refer': [
    [100, 'Trying', 0],
    [180, 'Ringing', RINGING_AFTER_MS],
    [200, 'OK', SLOW_MS],
  ],
};

/** What a number needs to follow: calls of its own, and the end of one whose place another takes. */
export interface CallingDesk {
  open(number: string, peer: string, plan: { readonly behaviour: Behaviour }): FarEndCall;
  call(
    peer: string,
    from: { readonly user: string; readonly name: string },
    call: FarEndCall,
    extraHeaders: string[],
  ): RTCSession;
  /** Whether the call with this Call-ID is with a number. */
  has(callId: string): boolean;
  endCall(callId: string): void;
}

type Tell = (status: number, phrase: string) => void;

interface Refer extends ReferRequest {
  readonly method: string;
  reply(status: number): void;
}

function isRefer(request: { readonly method: string }): request is Refer {
  return request.method === 'REFER' && 'refer_to' in request && request.refer_to instanceof Object;
}

/** Makes a session of a number take REFERs as that number does. */
export function takeRefers(desk: CallingDesk, rtcSession: RTCSession, code: NumberCode): void {
  const session = rtcSession as OpenSession;
  const receive = session.receiveRequest.bind(session);
  session.receiveRequest = (request): void => {
    if (!isRefer(request)) receive(request);
    else if (code === 'declines-refer') request.reply(603);
    else {
      request.reply(202);
      const tell: Tell = (status, phrase) => {
        notifyTransfer(session, request.cseq, status, phrase);
      };
      const words = WORDS[code];
      if (words === undefined) follow(desk, session, code, wishOf(request), tell);
      else for (const [status, phrase, afterMs] of words) setTimeout(tell, afterMs, status, phrase).unref();
    }
  };
}

function follow(
  desk: CallingDesk,
  session: OpenSession,
  code: NumberCode,
  wish: TransferWish,
  tell: Tell,
): void {
  tell(100, 'Trying');
  // Both ends of the two calls are this far end: nobody else hears the two of them.
  if (wish.kind === 'join' && desk.has(wish.callId)) {
    tell(200, 'OK');
    desk.endCall(wish.callId);
    return;
  }
  const number = codeOf(wish.user);
  if (number === undefined) callPhone(desk, session, code, wish, tell);
  else if (number === 'rings') tell(180, 'Ringing');
  else {
    const refusal = refusalOf(number);
    tell(refusal ?? 200, refusal === undefined ? 'OK' : 'Refused');
  }
}

function callPhone(
  desk: CallingDesk,
  session: OpenSession,
  code: NumberCode,
  wish: TransferWish,
  tell: Tell,
): void {
  const { user } = session.local_identity.uri;
  const call = desk.open(user, wish.user, { behaviour: behaviourOf(code) });
  const headers = wish.kind === 'join' ? [`Replaces: ${wish.replaces}`] : [];
  // A call is joined at the device that has it, which may go by another name than its extension.
  const out = desk.call(
    wish.kind === 'join' ? wish.uri : wish.user,
    { user, name: 'Transferred' },
    call,
    headers,
  );
  out.on('progress', () => {
    tell(180, 'Ringing');
  });
  out.on('accepted', () => {
    tell(200, 'OK');
  });
  out.on('failed', (event: { readonly message?: unknown }) => {
    const { message } = event;
    const status = message instanceof Object && 'status_code' in message ? Number(message.status_code) : 480;
    tell(status, 'Failed');
  });
}
