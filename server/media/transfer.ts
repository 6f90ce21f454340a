// A phone hands its partner over (REFER, RFC 3515): to a number or an extension, or to somebody it has in another call
// (Replaces, RFC 3891). Owns what is asked for and how the phone is told of it; bridge.ts owns who is joined with whom.
import type { OpenSession } from './events/event.ts';

/** A request as JsSIP hands it on with its `refer` event. */
export interface ReferRequest {
  readonly cseq: number;
  readonly refer_to: {
    readonly uri: {
      readonly user: string;
      clone(): { clearHeaders(): void; toString(): string };
      hasHeader(name: string): boolean;
      getHeader(name: string): unknown;
    };
  };
}

export type TransferWish =
  | { readonly kind: 'to'; readonly user: string }
  /** To the other end of the call with this Call-ID, at `uri`; `replaces` names it in a header's words. */
  | {
      readonly kind: 'join';
      readonly user: string;
      readonly uri: string;
      readonly callId: string;
      readonly replaces: string;
    };

/** What a REFER asks for. */
export function wishOf({ refer_to: { uri } }: ReferRequest): TransferWish {
  if (!uri.hasHeader('replaces')) return { kind: 'to', user: uri.user };
  const replaces = decodeURIComponent(String(uri.getHeader('replaces')));
  const plain = uri.clone();
  plain.clearHeaders();
  return {
    kind: 'join',
    user: uri.user,
    uri: plain.toString(),
    callId: replaces.split(';')[0] ?? '',
    replaces,
  };
}

/** Tells the phone how its transfer fares (RFC 3515 section 2.4.5): 1xx goes on, anything else ends the subscription. */
export function notifyTransfer(session: OpenSession, cseq: number, status: number, phrase: string): void {
  if (session.isEnded()) return;
  const state = status < 200 ? 'active;expires=60' : 'terminated;reason=noresource';
  session.sendRequest('NOTIFY', {
    extraHeaders: [
      `Event: refer;id=${String(cseq)}`,
      `Subscription-State: ${state}`,
      'Content-Type: message/sipfrag;version=2.0',
    ],
    body: `SIP/2.0 ${String(status)} ${phrase}\r\n`,
  });
}
