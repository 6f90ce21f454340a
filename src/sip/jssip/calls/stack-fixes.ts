// Where JsSIP 3.13.8 departs from the RFCs in a call, put right on each session (docs/adr/0009 names every one).
// Each rule has a test on the wire in tests/unit/sip/jssip.
import type { TerminateOptions } from 'jssip/lib/RTCSession';
import { asStack, dialogOf, settleAck, waitsForAck, type StackResponse, type StackSession } from './stack.ts';
import type { RTCSession } from 'jssip/lib/RTCSession';
import { answerAtTheEnd } from './open-requests.ts';
import { fixChallengedNumbers } from './challenged-numbers.ts';
import { answerEarlyUpdates } from './early-updates.ts';
import { fixRestartAnswers } from './restart-answers.ts';

export interface FixListener {
  /** Whether a connection to the server is open: without one nobody can acknowledge anything. */
  isSignallingOpen(): boolean;
}

/** Causes for which JsSIP hangs up an answered call by itself although it may live. */
const VETOED: readonly string[] = ['RTP Timeout', 'WebRTC Error', 'Connection Error', 'Request Timeout'];
/** While the connection is down the wait for an ACK goes on in steps of so many milliseconds. */
const ACK_PATIENCE_MS = 5000;

const isSuccess = ({ status_code: code }: StackResponse): boolean => code >= 200 && code < 300;
const isProvisional = ({ status_code: code }: StackResponse): boolean => code > 100 && code < 200;

/** ICE `failed` and refusals end no answered call: only people, the far side and the stated rule do. */
function vetoTermination(session: StackSession): void {
  const terminate = session.terminate.bind(session);
  session.terminate = (options?: TerminateOptions): void => {
    const isVetoed = options?.cause !== undefined && VETOED.includes(options.cause);
    if (!isVetoed || !session.isEstablished()) terminate(options);
  };
}

/** A 2xx that belongs to no call of ours: acknowledged and ended (RFC 3261 13.2.2.4, 9.1 for one that crossed a CANCEL). */
function endStray(session: StackSession, response: StackResponse): void {
  const dialog = dialogOf(session, response);
  if (dialog === undefined) return;
  dialog.sendRequest('ACK');
  dialog.sendRequest('BYE');
  dialog.terminate();
}

/** A further 18x brings no new session description: the first one is heard (RFC 3261 13.2.1, 13.3.1.1). */
function withoutSecondAnswer(session: StackSession, response: StackResponse): StackResponse {
  const hasAnswer = session.connection.signalingState === 'stable';
  if (!isProvisional(response) || (response.body ?? '') === '' || !hasAnswer) return response;
  return Object.assign(Object.create(response) as StackResponse, { body: '' });
}

/**
 * A 2xx without a session description goes on with the one that this far side gave before: it thinks that the answer was heard
 * (RFC 3261 13.2.1 wants it told once more).
 */
function withEarlyAnswer(response: StackResponse, early: StackResponse | undefined): StackResponse {
  const isBare = isSuccess(response) && (response.body ?? '') === '';
  if (!isBare || early === undefined) return response;
  const isSame = early.to_tag === response.to_tag;
  return isSame ? Object.assign(Object.create(response) as StackResponse, { body: early.body }) : response;
}

function fixInviteResponses(session: StackSession): void {
  const receive = session._receiveInviteResponse.bind(session);
  const ended = new Set<string>();
  let early: StackResponse | undefined;
  session._receiveInviteResponse = (response): void => {
    const tag = session._dialog?.id.remote_tag;
    const isOther = tag !== undefined && tag !== response.to_tag;
    if (isSuccess(response) && (isOther || session.isEnded())) {
      if (!ended.has(response.to_tag)) endStray(session, response);
      ended.add(response.to_tag);
      return;
    }
    const heard = withEarlyAnswer(withoutSecondAnswer(session, response), early);
    if (isProvisional(heard) && (heard.body ?? '') !== '') early = heard;
    receive(heard);
  };
  // The 2xx names where requests go from now on, whatever the 18x said (RFC 3261 12.1.2, 13.2.2.4).
  session.on('accepted', (event: { response?: object | null }) => {
    refreshTarget(session, event.response as StackResponse | null | undefined);
  });
}

/** Target refresh by a 2xx (RFC 3261 12.2.1.2): JsSIP keeps the contact of the first provisional response. */
export function refreshTarget(session: StackSession, response: StackResponse | null | undefined): void {
  const contact = response?.parseHeader('contact');
  const dialog = session._dialog ?? undefined;
  if (dialog !== undefined && contact !== undefined) dialog._remote_target = contact.uri;
}

/**
 * An ACK that stays away ends a call that was never confirmed (RFC 3261 13.3.1.4), once a connection was there to bring it.
 * It never ends one that was: RFC 3261 14.2 only recommends that, and a re-INVITE whose ACK got lost with a connection is
 * followed by another.
 */
function fixAcks(session: StackSession, listener: FixListener): void {
  const setTimer = session._setACKTimer.bind(session);
  const receive = session.receiveRequest.bind(session);
  session._setACKTimer = (): void => {
    clearTimeout(session._timers.ackTimer);
    const give = (): void => {
      if (!waitsForAck(session)) return;
      if (session._is_confirmed) settleAck(session);
      else if (listener.isSignallingOpen()) session.terminate({ cause: 'No ACK' });
      else session._timers.ackTimer = setTimeout(give, ACK_PATIENCE_MS);
    };
    setTimer();
    clearTimeout(session._timers.ackTimer);
    session._timers.ackTimer = setTimeout(give, ACK_DEADLINE_MS);
  };
  session.receiveRequest = (request): void => {
    if (request.method === 'INVITE' && session._is_confirmed && waitsForAck(session)) settleAck(session);
    receive(request);
  };
}

/** 64*T1 (RFC 3261 13.3.1.4), in milliseconds. */
const ACK_DEADLINE_MS = 32_000;

/** The microphone is not the stack's to enable or disable: it belongs to whoever gave it (user-agent.ts, SessionMedia). */
function leaveMicrophone(session: StackSession): void {
  session._toggleMuteAudio = (): void => undefined;
}

/** Puts a session right; call once, before it says anything. */
export function fixSession(rtcSession: RTCSession, listener: FixListener): void {
  const session = asStack(rtcSession);
  vetoTermination(session);
  leaveMicrophone(session);
  fixInviteResponses(session);
  fixAcks(session, listener);
  fixChallengedNumbers(session);
  fixRestartAnswers(session);
  answerEarlyUpdates(session);
  answerAtTheEnd(session);
}
