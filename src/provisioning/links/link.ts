// A setup link: what stands in the fragment, which browsers never send to a server (RFC 3986 3.5). Three kinds: a profile that anyone
// can read, one under a passphrase, and a one-time code that the page's own server exchanges. Reading costs next to nothing.
import { MAX_PROFILE_LENGTH, parseProfileJson, type ProfileProblem } from '../parse-profile.ts';
import type { Profile } from '../profile.ts';
import { decodeBase64Url, textOfUtf8 } from './base64url.ts';
import { readSealed, type SealedProfile } from './sealed.ts';

export type SetupLink =
  | { readonly kind: 'plain'; readonly profile: Profile }
  | { readonly kind: 'sealed'; readonly sealed: SealedProfile }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'invalid'; readonly problem: ProfileProblem };

const MAX_LENGTH = MAX_PROFILE_LENGTH * 2;
/** 128 bits at least. */
const TOKEN = /^[\w-]{22,128}$/u;

function invalid(code: ProfileProblem['code']): SetupLink {
  return { kind: 'invalid', problem: { code, path: '' } };
}

function readPlain(text: string): SetupLink {
  const bytes = decodeBase64Url(text);
  const json = bytes === undefined ? undefined : textOfUtf8(bytes);
  if (json === undefined || json === '') return invalid('notBase64');
  const result = parseProfileJson(json);
  return result.kind === 'valid' ? { kind: 'plain', profile: result.profile } : result;
}

function readLocked(text: string): SetupLink {
  const sealed = readSealed(text);
  if (sealed === undefined) return invalid('notBase64');
  return sealed === 'version' ? invalid('version') : { kind: 'sealed', sealed };
}

function readToken(text: string): SetupLink {
  return TOKEN.test(text) ? { kind: 'token', token: text } : invalid('notBase64');
}

const READERS: readonly (readonly [key: string, read: (text: string) => SetupLink])[] = [
  ['provision=', readPlain],
  ['sealed=', readLocked],
  ['setup=', readToken],
];

/** Reads the fragment of the page's address, with or without `#`; undefined where it holds no setup at all. */
export function readSetupLink(fragment: string): SetupLink | undefined {
  const bare = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  for (const [key, read] of READERS) {
    if (!bare.startsWith(key)) continue;
    return bare.length - key.length > MAX_LENGTH ? invalid('tooLong') : read(bare.slice(key.length));
  }
  return undefined;
}
