// Reads a typed or pasted text as keys of a call. All of it is keys, or nothing is sent: what is no key is named.
// Pauses as phones and address books write them: `,` or `p` (two seconds), `;` or `w` (waits for the person): Android's
// PhoneNumberUtils.PAUSE and WAIT, the post-dial of RFC 2806 2.2.
import { isTone, MOST_SEQUENCE_KEYS } from '../dtmf.ts';
import { plainText, seenText } from './signs.ts';

export type KeyReading =
  /** `keys`: tones, `,` and `;`; empty where the text is. */
  | { readonly kind: 'keys'; readonly keys: string }
  /** `odd`: the first sign that is no key, as it was written. */
  | { readonly kind: 'notKeys'; readonly odd: string }
  | { readonly kind: 'tooMany'; readonly most: number };

const PAUSES: Readonly<Record<string, string>> = { p: ',', P: ',', w: ';', W: ';', ',': ',', ';': ';' };
/** Stand between keys for the eye (RFC 3966 5.1.1). */
const SEPARATOR = /^[\s\-./()'~]*$/u;

/** The key of one sign; empty for a separator, undefined for neither. */
function keyOf(sign: string): string | undefined {
  const plain = plainText(sign);
  if (SEPARATOR.test(plain)) return '';
  return isTone(plain) ? plain : PAUSES[plain];
}

export function readKeys(text: string): KeyReading {
  // Longer than any sequence with all its separators: not even looked at.
  if (text.length > MOST_SEQUENCE_KEYS * 10) return { kind: 'tooMany', most: MOST_SEQUENCE_KEYS };
  let keys = '';
  for (const sign of seenText(text)) {
    const key = keyOf(sign);
    if (key === undefined) return { kind: 'notKeys', odd: sign };
    keys += key;
  }
  // Nobody waits behind the last key.
  const ended = withoutPauses(keys);
  if (ended.length > MOST_SEQUENCE_KEYS) return { kind: 'tooMany', most: MOST_SEQUENCE_KEYS };
  return { kind: 'keys', keys: ended };
}

function withoutPauses(keys: string): string {
  let end = keys.length;
  while (end > 0 && ',;'.includes(keys.charAt(end - 1))) end -= 1;
  return keys.slice(0, end);
}
