// Early media for JsSIP, which cannot send any (RFC 3261 section 13.3.1.1): its 200 goes out as a 183 with the same
// SDP, and the 200 itself follows later. Owns the delay; its retransmissions in between are swallowed.
import { headerOf, type SipResponse } from '../../sip/message.ts';
import { parseNameAddr } from '../../sip/name-addr.ts';
import { parseMessage } from '../../sip/parse-message.ts';
import { serializeMessage } from '../../sip/serialize-message.ts';
import { parseSipUri } from '../../sip/uri.ts';
import type { Tap } from './taps.ts';

export interface EarlyMediaOptions {
  readonly isEarly: (number: string) => boolean;
  /** From the 183 to the 200, in ms. */
  readonly delayMs: number;
}

function inviteAnswer(text: string): SipResponse | undefined {
  if (!text.startsWith('SIP/2.0 200')) return undefined;
  const message = parseMessage(text);
  if (message?.kind !== 'response') return undefined;
  return (headerOf(message, 'CSeq') ?? '').endsWith('INVITE') ? message : undefined;
}

function dialledNumber(response: SipResponse): string {
  return parseSipUri(parseNameAddr(headerOf(response, 'To') ?? '')?.uri ?? '')?.user ?? '';
}

/** A tap for the pseudo socket. Only the first INVITE of a call is held back: a re-INVITE is answered at once. */
export function createEarlyMedia({ isEarly, delayMs }: EarlyMediaOptions): Tap {
  const held = new Map<string, 'waiting' | 'answered'>();
  return (text, later) => {
    const response = inviteAnswer(text);
    if (response === undefined || !isEarly(dialledNumber(response))) return [text];
    const callId = headerOf(response, 'Call-ID') ?? '';
    if (held.has(callId)) return held.get(callId) === 'answered' ? [text] : [];
    held.set(callId, 'waiting');
    setTimeout(() => {
      held.set(callId, 'answered');
      later(text);
      setTimeout(() => held.delete(callId), 3_600_000).unref();
    }, delayMs).unref();
    return [serializeMessage({ ...response, status: 183, reason: 'Session Progress' })];
  };
}
