// The dialog state a scripted far side keeps (RFC 3261 12): who, where to, and the next CSeq.
import { headerOf, type SipRequest, type SipResponse } from '../../../server/sip/message.ts';
import { parseNameAddr } from '../../../server/sip/name-addr.ts';

export interface PeerDialog {
  readonly callId: string;
  /** From of the peer's requests, tag included. */
  readonly local: string;
  /** To of the peer's requests, tag included once the far side gave one. */
  readonly remote: string;
  /** Request-URI of the peer's requests. */
  target: string;
  /** The last CSeq number the peer has used. */
  cseq: number;
}

const contactOf = (message: SipRequest | SipResponse): string | undefined =>
  parseNameAddr(headerOf(message, 'Contact') ?? '')?.uri;

let lastCall = 0;

/** A dialog the peer is about to begin towards a contact, as caller `from`. */
export function newDialog(target: string, from = 'sip:far@example.org', to = target): PeerDialog {
  const number = String(++lastCall);
  return {
    callId: `peer-call-${number}`,
    local: `<${from}>;tag=peer-${number}`,
    remote: `<${to}>`,
    target,
    cseq: 0,
  };
}

/** The dialog that a request of ours has begun, after the response that made it. */
export function asCaller(began: PeerDialog, response: SipResponse): PeerDialog {
  return {
    ...began,
    remote: headerOf(response, 'To') ?? began.remote,
    target: contactOf(response) ?? began.target,
  };
}

/** The dialog that the peer's response to an INVITE has made. */
export function asCallee(invite: SipRequest, response: SipResponse): PeerDialog {
  return {
    callId: headerOf(invite, 'Call-ID') ?? '',
    local: headerOf(response, 'To') ?? '',
    remote: headerOf(invite, 'From') ?? '',
    target: contactOf(invite) ?? invite.uri,
    cseq: 0,
  };
}
