// JsSIP says 180 to every call at once; a server says it where something rings (RFC 3261 section 13.3.1.1).
// Owns the 180 that is kept back, until it is true or for good.
import { headerOf } from '../../sip/message.ts';
import { parseNameAddr } from '../../sip/name-addr.ts';
import { parseMessage } from '../../sip/parse-message.ts';
import { parseSipUri } from '../../sip/uri.ts';
import type { Tap } from './taps.ts';

const MAX_KEPT = 500;

export interface QuietRinging {
  readonly tap: Tap;
  /** Sends the 180 that was kept back for a call; nothing where none was, or it is out already. */
  release(callId: string): void;
}

/** `isQuiet`: whether the 180 of a call to this number is kept back. */
export function createQuietRinging(isQuiet: (number: string) => boolean): QuietRinging {
  const kept = new Map<string, () => void>();
  return {
    tap(text, later) {
      const message = text.startsWith('SIP/2.0 180') ? parseMessage(text) : undefined;
      if (message === undefined) return [text];
      const number = parseSipUri(parseNameAddr(headerOf(message, 'To') ?? '')?.uri ?? '')?.user ?? '';
      if (!isQuiet(number)) return [text];
      kept.set(headerOf(message, 'Call-ID') ?? '', () => {
        later(text);
      });
      const oldest = kept.keys().next();
      if (kept.size > MAX_KEPT && oldest.done !== true) kept.delete(oldest.value);
      return [];
    },
    release(callId) {
      kept.get(callId)?.();
      kept.delete(callId);
    },
  };
}
