// A call that ends because the browser would not accept the far side's description: the cause names what the description lacks
// (description-faults.ts), or, where that rule found nothing, that the browser refused it. If the far side made the offer, a
// Warning tells it (RFC 3261 20.43).
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { CallEnd } from '../../call-state.ts';
import { descriptionFaults, warningOf, type DescriptionFault } from '../../description-faults.ts';
import type { FailureCause } from '../../failure-cause.ts';
import { asStack } from './stack.ts';

type End = Omit<CallEnd, 'atMs'>;

export interface Refusals {
  /** The end of the call in its true words, where it ended for a description. */
  explain(end: End): End;
}

interface Describable {
  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void>;
}

/** What JsSIP's ways of saying "the description" come to. */
const GENERIC: readonly (FailureCause | undefined)[] = ['notAcceptable', 'mediaFailed', 'soundRefused'];
const LONGEST_WORDS = 200;

/** The browser's own words, without the name of the function that said them. */
function wordsOf(problem: unknown): string {
  const message = problem instanceof Error ? problem.message : '';
  return message.replace(/^Failed to execute '\w+' on '\w+': /u, '').slice(0, LONGEST_WORDS);
}

/** Calls back before each first use of a connection of the session's. */
export function onConnection(session: RTCSession, follow: (connection: RTCPeerConnection) => void): void {
  session.on('peerconnection', ({ peerconnection }) => {
    follow(peerconnection);
  });
  const { connection } = session as { readonly connection: RTCPeerConnection | null | undefined };
  if (connection !== null && connection !== undefined) follow(connection);
}

/** The 488 to an offer says why (RFC 3261 21.4.26). */
function warn(
  session: RTCSession,
  why: () => DescriptionFault | { readonly words: string } | undefined,
): void {
  const request = asStack(session)._request;
  const reply = request.reply.bind(request);
  request.reply = (statusCode, reason, headers, ...rest): void => {
    const fault = statusCode === 488 ? why() : undefined;
    const warnings = fault === undefined ? [] : [`Warning: ${warningOf(fault)}`];
    reply(statusCode, reason, warnings.length === 0 ? headers : [...(headers ?? []), ...warnings], ...rest);
  };
}

/** Listens to a session from now on. */
export function hearRefusals(session: RTCSession): Refusals {
  let heard = '';
  let words: string | undefined;
  session.on('sdp', ({ originator, sdp }) => {
    if (originator.toString() === 'remote') heard = sdp;
  });
  onConnection(session, (connection: Describable) => {
    const apply = connection.setRemoteDescription.bind(connection);
    connection.setRemoteDescription = async (description): Promise<void> => {
      words = undefined;
      try {
        await apply(description);
      } catch (problem) {
        words = wordsOf(problem);
        throw problem;
      }
    };
  });
  if (session.direction.toString() === 'incoming')
    warn(session, () => (words === undefined ? undefined : (descriptionFaults(heard)[0] ?? { words })));
  return {
    explain: (end) => {
      if (words === undefined || !GENERIC.includes(end.cause)) return end;
      return { ...end, cause: descriptionFaults(heard)[0] ?? 'soundRefused' };
    },
  };
}
