// Answers challenges instead of JsSIP, which knows only MD5, without its session form, and hashes characters beyond U+FFFF
// wrongly.
import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import DigestAuthentication from 'jssip/lib/DigestAuthentication.js';
import { answerDigest, type Hashes } from '../wire/digest-answer.ts';

/** The members of JsSIP's class that it writes its header from. */
interface StackDigest {
  readonly _credentials: { readonly username: string; readonly password: string | null };
  _realm: string | null;
  _nonce: string | null;
  _opaque: string | null | undefined;
  _algorithm: string | null;
  _qop: string | null;
  _cnonce: string | null;
  _nc: number;
  _ncHex: string;
  _uri: string | null;
  _response: string | null;
}

interface StackRequest {
  readonly method: string;
  readonly ruri: { toString(): string } | string;
  readonly body?: string | null;
}

/** What readers.ts makes of a challenge. */
export interface StackChallenge {
  readonly realm: string;
  readonly nonce: string | undefined;
  readonly opaque: string | undefined;
  readonly algorithm: string | undefined;
  readonly qop?: readonly string[];
}

export const HASHES: Hashes = {
  md5: (text) => bytesToHex(md5(utf8ToBytes(text))),
  'sha-256': (text) => bytesToHex(sha256(utf8ToBytes(text))),
};

/** Sixteen random hex digits. */
function newCnonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

function authenticate(digest: StackDigest, request: StackRequest, challenge: StackChallenge): boolean {
  const { realm, nonce = '', opaque, algorithm, qop = [] } = challenge;
  const { username, password } = digest._credentials;
  const uri = String(request.ruri);
  // The count begins anew with each nonce (RFC 7616 3.4.5).
  const count = digest._nonce === nonce ? digest._nc + 1 : 1;
  const own = { cnonce: newCnonce(), nc: count.toString(16).padStart(8, '0') };
  const question = { realm, nonce, algorithm, qop, method: request.method, uri, body: request.body ?? '' };
  const answer = answerDigest(question, { username, password: password ?? '' }, own, HASHES);
  if (answer === undefined) return false;
  Object.assign(digest, {
    _realm: realm,
    _nonce: nonce,
    _opaque: opaque,
    _algorithm: answer.algorithm,
    _qop: answer.qop ?? null,
    _cnonce: own.cnonce,
    _nc: count,
    _ncHex: own.nc,
    _uri: uri,
    _response: answer.response,
  });
  return true;
}

/** Puts our answers in the place of JsSIP's. */
export function installDigest(): void {
  Object.assign(DigestAuthentication.prototype, {
    authenticate(this: StackDigest, request: StackRequest, challenge: StackChallenge): boolean {
      return authenticate(this, request, challenge);
    },
  });
}
