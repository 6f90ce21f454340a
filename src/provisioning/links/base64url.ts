// base64url (RFC 4648 5) and UTF-8, strictly: what is neither is named, never guessed.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The bytes of base64url text; padding and the letters of ordinary base64 are taken. Undefined where it is not that. */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const clean = text
    .replace(/={1,2}$/u, '')
    .replace(/\+/gu, '-')
    .replace(/\//gu, '_');
  if (clean.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((clean.length * 3) / 4));
  let at = 0;
  let buffer = 0;
  let bits = 0;
  for (const character of clean) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (buffer >> bits) & 0xff;
    at += 1;
  }
  return bytes;
}

/** The text that bytes stand for; undefined where they are no UTF-8. */
export function textOfUtf8(bytes: Uint8Array): string | undefined {
  try {
    // decodeURIComponent checks the UTF-8 as it decodes it.
    return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
