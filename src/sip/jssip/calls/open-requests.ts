// Offers and REFERs that a call's end overtakes: whoever made them gets 487 (RFC 3261 15.1.2). JsSIP leaves them without an answer.
import type { RTCSession } from 'jssip/lib/RTCSession';
import { asStack } from './stack.ts';

interface OpenRequest {
  readonly method: string;
  /** JsSIP's server transaction; it names its states by numbers (Transactions.C). */
  readonly server_transaction?: { readonly state: number } | null;
  hasHeader(name: string): boolean;
  reply(statusCode: number): void;
}

const TRYING = 1;
const PROCEEDING = 2;
/** Those that may wait for their answer. */
const WAITING: readonly string[] = ['INVITE', 'UPDATE', 'REFER'];

function isOpen({ server_transaction: transaction }: OpenRequest): boolean {
  return transaction?.state === TRYING || transaction?.state === PROCEEDING;
}

/** Answers what is open in a session when it ends. */
export function answerAtTheEnd(rtcSession: RTCSession): void {
  const session = asStack(rtcSession);
  const receive = session.receiveRequest.bind(session);
  let waiting: readonly OpenRequest[] = [];
  session.receiveRequest = (received): void => {
    const request = received as unknown as OpenRequest;
    // One that takes the call's place (RFC 3891) begins a call of its own.
    if (WAITING.includes(request.method) && !request.hasHeader('replaces'))
      waiting = [...waiting.filter(isOpen), request];
    receive(received);
  };
  const ended = (): void => {
    for (const request of waiting) if (isOpen(request)) request.reply(487);
    waiting = [];
  };
  session.on('ended', ended);
  session.on('failed', ended);
}
