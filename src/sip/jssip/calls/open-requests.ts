// Offers of the far side that are still unanswered when the call ends: they are answered with 487 (RFC 3261 15.1.2). JsSIP leaves
// them without an answer.
import type { RTCSession } from 'jssip/lib/RTCSession';
import { asStack } from './stack.ts';

interface StackOffer {
  readonly method: string;
  /** JsSIP's server transaction; it names its states by numbers (Transactions.C). */
  readonly server_transaction?: { readonly state: number } | null;
  hasHeader(name: string): boolean;
  reply(statusCode: number): void;
}

const TRYING = 1;
const PROCEEDING = 2;
const OFFERING: readonly string[] = ['INVITE', 'UPDATE'];

function isOpen({ server_transaction: transaction }: StackOffer): boolean {
  return transaction?.state === TRYING || transaction?.state === PROCEEDING;
}

/** Answers what is open in a session when it ends. */
export function answerAtTheEnd(rtcSession: RTCSession): void {
  const session = asStack(rtcSession);
  const receive = session.receiveRequest.bind(session);
  let offers: readonly StackOffer[] = [];
  session.receiveRequest = (request): void => {
    const offer = request as unknown as StackOffer;
    // One that takes the call's place (RFC 3891) begins a call of its own.
    if (OFFERING.includes(offer.method) && !offer.hasHeader('replaces'))
      offers = [...offers.filter(isOpen), offer];
    receive(request);
  };
  const ended = (): void => {
    for (const offer of offers) if (isOpen(offer)) offer.reply(487);
    offers = [];
  };
  session.on('ended', ended);
  session.on('failed', ended);
}
