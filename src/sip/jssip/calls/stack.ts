// What we use of JsSIP 3.13.8 beyond its types, in one place: each member is exercised by tests/unit/sip/jssip.
import Dialog from 'jssip/lib/Dialog.js';
import type { RTCSession } from 'jssip/lib/RTCSession';

export interface StackResponse {
  readonly status_code: number;
  readonly reason_phrase: string;
  readonly body: string | undefined;
  readonly to_tag: string;
  readonly from_tag: string;
  readonly call_id: string;
  hasHeader(name: string): boolean;
  getHeader(name: string): string | undefined;
  getHeaders(name: string): readonly string[];
  parseHeader(name: string): { readonly uri: StackUri } | undefined;
}

export interface RequestHandlers {
  onSuccessResponse?(response: StackResponse): void;
  onErrorResponse?(response: StackResponse): void;
  onTransportError?(): void;
  onRequestTimeout?(): void;
  /** 408 or 481. */
  onDialogError?(response: StackResponse): void;
  /** It was challenged, and goes out again under another number. */
  onAuthenticated?(request: SentAgain): void;
}

/** A request that goes out again with credentials. */
export interface SentAgain {
  cseq: number;
  setHeader(name: string, value: string): void;
}

export interface RequestOptions {
  readonly extraHeaders?: readonly string[];
  readonly body?: string;
  readonly eventHandlers?: RequestHandlers;
}

interface StackUri {
  toString(): string;
}

export interface StackDialog {
  readonly id: { readonly call_id: string; readonly local_tag: string; readonly remote_tag: string };
  readonly _remote_uri: StackUri;
  /** The number that was given last (RFC 3261 12.2.1.1). */
  readonly _local_seqnum: number | null;
  readonly uac_pending_reply: boolean;
  readonly uas_pending_reply: boolean;
  _remote_target: StackUri;
  sendRequest(method: string, options?: RequestOptions): unknown;
  terminate(): void;
}

interface StackTransaction {
  readonly request: { readonly call_id: string; readonly method: string };
  onTransportError(): void;
}

/** A session with the members that JsSIP keeps to itself. */
export type StackSession = RTCSession & StackInternals;

type Reply = (
  statusCode: number,
  reason?: string | null,
  headers?: readonly string[] | null,
  body?: string | null,
  ...rest: (() => void)[]
) => void;

/** A request within the dialog. */
export interface StackRequest {
  readonly method: string;
  readonly body?: string;
  readonly cseq: number;
  getHeaders(name: string): readonly string[];
  reply: Reply;
}

interface StackInternals {
  readonly contact: string;
  readonly _contact: string;
  readonly _localMediaStream: MediaStream | null | undefined;
  readonly _rtcAnswerConstraints: object | null | undefined;
  _connection: RTCPeerConnection;
  /** Our 200 has the offer, the ACK the answer. */
  _late_sdp: boolean;
  /** The INVITE that began the session. */
  readonly _request: {
    readonly call_id: string;
    reply: Reply;
  };
  _status: number;
  readonly _is_confirmed: boolean;
  readonly _dialog: StackDialog | null | undefined;
  readonly _ua: {
    readonly _transactions: { readonly ict: Readonly<Record<string, StackTransaction>> };
  };
  readonly _timers: Record<'ackTimer' | 'invite2xxTimer', ReturnType<typeof setTimeout> | undefined>;
  /** Listeners have had their last candidate. */
  _iceReady: boolean;
  _createLocalDescription(type: 'offer' | 'answer', constraints?: object | null): Promise<string>;
  _receiveInviteResponse(response: StackResponse): void;
  _setACKTimer(): void;
  _setInvite2xxTimer(request: StackRequest, body: string): void;
  /** JsSIP's way to silence the microphone: on hold, and with each answer. */
  _toggleMuteAudio(isMuted: boolean): void;
  _receiveReinvite(request: StackRequest): void;
  /** Resolves to our answer; rejects where the request was refused. */
  _processInDialogSdpOffer(request: StackRequest): Promise<string>;
  receiveRequest(request: StackRequest): void;
  onRequestTimeout(): void;
  /** Undefined where there is no dialog any more. */
  sendRequest(method: string, options?: RequestOptions): { readonly cseq: number } | undefined;
}

/** The same session, seen with its private members. */
export function asStack(session: RTCSession): StackSession {
  return session as unknown as StackSession;
}

/** States of a JsSIP session (RTCSession.C). `INVITE_SENT`: nothing has answered yet. */
const INVITE_SENT = 1;
const WAITING_FOR_ACK = 6;
const TERMINATED = 8;
const CONFIRMED = 9;

/** An answer of ours waits to be acknowledged. */
export const waitsForAck = (session: StackSession): boolean => session._status === WAITING_FOR_ACK;

export const isTerminated = (session: StackSession): boolean => session._status === TERMINATED;

export function settleAck(session: StackSession): void {
  clearTimeout(session._timers.ackTimer);
  clearTimeout(session._timers.invite2xxTimer);
  session._status = CONFIRMED;
}

/** Our 200 is on its way: it is repeated until the ACK comes (RFC 3261 13.3.1.4). */
export function awaitAck(session: StackSession, request: StackRequest, body: string): void {
  session._status = WAITING_FOR_ACK;
  session._setInvite2xxTimer(request, body);
  session._setACKTimer();
}

/** Whether a call is on its way to be answered: it rings here, or the server is at work on ours (a provisional answer, 100 too). */
export function isPending(session: RTCSession): boolean {
  return session.isInProgress() && asStack(session)._status > INVITE_SENT;
}

/** Makes a dialog out of a 2xx that the stack would not take, to acknowledge and end it; undefined without a Contact. */
export function dialogOf(session: StackSession, response: StackResponse): StackDialog | undefined {
  const made = new Dialog(session, response, 'UAC');
  return 'error' in made ? undefined : (made as StackDialog);
}
