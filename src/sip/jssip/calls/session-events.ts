// What JsSIP says of one session, as the phone's own words: the only reader of its session events. Commands go the other way, in
// session.ts.
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { CallEnd } from '../../call-state.ts';
import type { SessionEvent } from '../../user-agent.ts';
import { endOf } from '../event-translation.ts';
import { hearAnswersWithin } from './answers-within.ts';
import { hearRefusals } from './browser-refusals.ts';
import { countRepeatedAnswers } from './repeated-answers.ts';
import type { Descriptions } from './descriptions.ts';
import { hearStance } from './remote-stance.ts';

export interface SessionListener {
  /** An INVITE of ours leaves. */
  inviting(): void;
  /** A message of the far side, as JsSIP reads it: what it says of itself. */
  read(message: unknown): void;
  /** Changes a description before it goes out or is applied. */
  describe: Descriptions['describe'];
  /** Whether an offer is under way, ours or theirs. */
  isOffering(): boolean;
  /** An INVITE came that would take this call's place (RFC 3891); `accept` hands it over as a session of its own. */
  replaced(accept: () => void): void;
  said(event: Exclude<SessionEvent, { kind: 'terminated' }>): void;
  ended(end: Omit<CallEnd, 'atMs'>): void;
}

/** What JsSIP hands over of a response. */
interface Response {
  readonly status_code: number;
}

function hearAnswers(session: RTCSession, on: SessionListener): void {
  session.on('progress', ({ response }: { response?: Response | null }) => {
    if (response === undefined || response === null) return;
    on.read(response);
    on.said({ kind: response.status_code === 180 ? 'ringing' : 'proceeding' });
  });
  session.on('accepted', ({ response }: { response?: Response | null }) => {
    on.said({ kind: 'established' });
    if (response !== undefined && response !== null) on.read(response);
  });
}

function hearOffers(session: RTCSession, on: SessionListener): void {
  for (const offer of ['reinvite', 'update'] as const) {
    session.on(offer, (event) => {
      // JsSIP answers 491 to a crossing offer in vain and applies it all the same (RFC 3261 14.2, RFC 3311 5.2).
      const isOffer = offer === 'reinvite' || ((event.request.body as string | undefined) ?? '') !== '';
      if (isOffer && on.isOffering()) event.reject({ status_code: 491 });
      on.read(event.request);
    });
  }
}

/** Listens to a session from now on. Returns how to go on with another connection (docs/adr/0017). */
export function hearSession(
  session: RTCSession,
  on: SessionListener,
): (connection: RTCPeerConnection) => void {
  session.on('sending', () => {
    on.inviting();
  });
  session.on('sdp', (event) => {
    const isOffer = event.type === 'offer';
    const ours = isOffer ? 'local' : 'localAnswer';
    const theirs = isOffer ? 'remoteOffer' : 'remoteAnswer';
    event.sdp = on.describe(event.sdp, event.originator.toString() === 'local' ? ours : theirs);
  });
  const refusals = hearRefusals(session);
  hearAnswers(session, on);
  hearAnswersWithin(session, (answer) => {
    on.read(answer);
  });
  hearOffers(session, on);
  const follow = hearStance(session, (told) => {
    on.said(told);
  });
  session.on('replaces', (event) => {
    // Only a call that still rings is meant (RFC 3891 3), and this one is answered.
    const isEarlyOnly = /;\s*early-only\b/iu.test(event.request.getHeader('replaces'));
    if (isEarlyOnly && session.isEstablished()) event.reject();
    else on.replaced(event.accept as () => void);
  });
  const repeated = countRepeatedAnswers(session);
  const ended = (event: Parameters<typeof endOf>[0]): void => {
    const end = refusals.explain(endOf(event));
    on.ended(repeated() === 0 ? end : { ...end, answersRepeated: repeated() });
  };
  session.on('failed', ended);
  session.on('ended', ended);
  return follow;
}
