// HTTP Digest from the phone's side (RFC 7616), with the SIP account: it proves the password without sending it.
// MD5 and qop auth alone, for the server checks it against what a SIP server keeps.
import { answerDigest, type Hash } from '../../sip/wire/digest-answer.ts';
import { digestsOf, isMd5, qopOf } from '../../sip/wire/digest-challenge.ts';

/** Who proves, and with what. */
export interface DigestAccount {
  readonly username: string;
  readonly password: string;
}

/** A challenge that this phone can answer. */
export interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  /** Sent back as it came; empty for none. */
  readonly opaque: string;
}

/** What is asked for, and the phone's own random text (RFC 7616 section 3.4). */
export interface DigestRequest {
  readonly method: string;
  /** Path and query of the request. */
  readonly uri: string;
  /** At least 8 characters of `[A-Za-z0-9-]`. */
  readonly cnonce: string;
}

const MOST_CHARACTERS = 2048;

/** Reads a `WWW-Authenticate` header; undefined where it is no Digest, or one of another kind. */
export function readChallenge(header: string): Challenge | undefined {
  if (header.length > MOST_CHARACTERS || !/^digest /iu.test(header)) return undefined;
  const [challenge] = digestsOf(header);
  const nonce = challenge?.fields.get('nonce');
  if (challenge === undefined || nonce === undefined) return undefined;
  if (!isMd5(challenge) || !qopOf(challenge).includes('auth')) return undefined;
  return { realm: challenge.realm, nonce, opaque: challenge.fields.get('opaque') ?? '' };
}

const quoted = (text: string): string => `"${text.replace(/["\\]/gu, '\\$&')}"`;

/** The value of `Authorization`, or undefined for a user name that no header can hold. `md5`: of a text in UTF-8, in hex digits. */
export function answerOf(
  { realm, nonce, opaque }: Challenge,
  { username, password }: DigestAccount,
  { method, uri, cnonce }: DigestRequest,
  md5: Hash,
): string | undefined {
  if (!/^[\x20-\x7e]+$/u.test(username)) return undefined;
  const nc = '00000001';
  const question = { realm, nonce, algorithm: undefined, qop: ['auth'], method, uri, body: '' };
  const answer = answerDigest(question, { username, password }, { cnonce, nc }, { md5 });
  if (answer === undefined) return undefined;
  const parameters = [
    `username=${quoted(username)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(uri)}`,
    'algorithm=MD5',
    'qop=auth',
    `nc=${nc}`,
    `cnonce=${quoted(cnonce)}`,
    `response=${quoted(answer.response)}`,
    ...(opaque === '' ? [] : [`opaque=${quoted(opaque)}`]),
  ];
  return `Digest ${parameters.join(', ')}`;
}
