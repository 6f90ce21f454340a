// What a person types or pastes into the dial field, turned into a SIP URI.
// Sources: RFC 3261 19.1, RFC 3966 (tel URIs and their visual separators).
import { formatSipUri, isUserPart, parseSipUri } from './sip-uri.ts';

export type DialTarget =
  | {
      readonly kind: 'target';
      /** SIP URI to call. */
      readonly uri: string;
      /** What is called, as the person should see it: `+15550109999`, `alice`, `bob@example.org`. */
      readonly label: string;
      /** True where the label is not simply what was typed. */
      readonly normalised: boolean;
    }
  | { readonly kind: 'empty' }
  | { readonly kind: 'invalid' };

const SEPARATORS = /[\s().\-/\u00a0\u2010-\u2015\u2060\u200b-\u200f\u202a-\u202e]/gu;
const NUMBER = /^\+?[0-9*#]+$/u;

function asNumber(text: string): string | undefined {
  const ascii = text
    .normalize('NFKC')
    .replace(/\(0\)/gu, (zero, at: number) => (text.trim().startsWith('+') && at > 0 ? '' : zero));
  const digits = ascii.replace(SEPARATORS, '');
  return NUMBER.test(digits) ? digits : undefined;
}

function target(uri: string, label: string, typed: string): DialTarget {
  return { kind: 'target', uri, label, normalised: label !== typed.trim() };
}

function fromUri(text: string, domain: string, typed: string): DialTarget {
  const uri = parseSipUri(text);
  if (uri === undefined || uri.user === '') return { kind: 'invalid' };
  const label = uri.host === domain.toLowerCase() ? uri.user : `${uri.user}@${uri.host}`;
  return target(formatSipUri(uri), label, typed);
}

/**
 * Reads a dialled text: a number with any separators, a name, `user@host`, or a `sip:`, `sips:`, `tel:` or `callto:` URI.
 * A number or a name goes to the account's own domain.
 */
export function parseDialString(typed: string, domain: string): DialTarget {
  const text = typed.trim();
  if (text === '') return { kind: 'empty' };
  if (/^sips?:/iu.test(text)) return fromUri(text, domain, text);
  const bare = text.replace(/^(?:tel|callto):(?:\/\/)?/iu, '');
  const number = asNumber(bare.split(';')[0] ?? '');
  if (number !== undefined)
    return target(formatSipUri({ scheme: 'sip', user: number, host: domain, port: undefined }), number, text);
  if (bare.includes('@')) return fromUri(`sip:${bare}`, domain, text);
  if (/\s/u.test(bare) || !isUserPart(bare)) return { kind: 'invalid' };
  return target(formatSipUri({ scheme: 'sip', user: bare, host: domain, port: undefined }), bare, text);
}
