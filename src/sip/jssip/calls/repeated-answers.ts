// Counts the 200s that come again after this side has acknowledged one: the far side gets no ACK (RFC 3261 13.3.1.4), and will hang up
// after 32 s. The stack acknowledges each.
import type { RTCSession } from 'jssip/lib/RTCSession';
import { asStack } from './stack.ts';

/** Begins to count; returns how many there were so far. */
export function countRepeatedAnswers(rtcSession: RTCSession): () => number {
  const session = asStack(rtcSession);
  const receive = session._receiveInviteResponse.bind(session);
  let repeated = 0;
  session._receiveInviteResponse = (response): void => {
    const isAnswer = response.status_code >= 200 && response.status_code < 300;
    if (isAnswer && session._is_confirmed && session._dialog?.id.remote_tag === response.to_tag)
      repeated += 1;
    receive(response);
  };
  return () => repeated;
}
