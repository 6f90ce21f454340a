// A provisioning link: the profile as base64url JSON in the fragment, which browsers never send to a server (RFC 3986 3.5).
import { MAX_PROFILE_LENGTH, parseProfileJson, type ProfileResult } from './parse-profile.ts';

const KEY = 'provision=';
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** UTF-8 bytes of base64url text (RFC 4648 5), padding allowed; undefined where it is not that. */
function decodeBase64Url(text: string): Uint8Array | undefined {
  const clean = text.replace(/=+$/u, '').replace(/\+/gu, '-').replace(/\//gu, '_');
  if (clean.length % 4 === 1) return undefined;
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const character of clean) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((buffer >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}

/** Percent-encodes every byte, so that decodeURIComponent checks and decodes the UTF-8. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/**
 * Reads the fragment of the page's address, with or without `#`.
 * Undefined where it holds no provisioning at all; a problem where it holds one that can't be used.
 */
export function readProvisioningFragment(fragment: string): ProfileResult | undefined {
  const bare = fragment.replace(/^#/u, '');
  if (!bare.startsWith(KEY)) return undefined;
  const text = bare.slice(KEY.length);
  if (text.length > MAX_PROFILE_LENGTH * 2)
    return { kind: 'invalid', problem: { code: 'tooLong', path: '' } };
  const bytes = decodeBase64Url(text);
  const json = bytes === undefined ? undefined : utf8(bytes);
  if (json === undefined || json === '') return { kind: 'invalid', problem: { code: 'notBase64', path: '' } };
  return parseProfileJson(json);
}
