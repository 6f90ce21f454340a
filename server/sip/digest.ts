// Digest authentication: MD5 with qop=auth (RFC 2617 section 3.2, RFC 3261 section 22.4).
// Owns the arithmetic and the two headers; refuses to know any password or to judge a nonce.
import { createHash } from 'node:crypto';
import { parseParameters, splitOutside } from './lexing.ts';

export interface DigestCredentials {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  /** 'auth' or undefined (RFC 2069 clients). */
  readonly qop: string | undefined;
  readonly nc: string;
  readonly cnonce: string;
}

function md5(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex');
}

/** Reads an Authorization or Proxy-Authorization value; undefined where it is no usable MD5 digest. */
export function parseDigestCredentials(value: string): DigestCredentials | undefined {
  const match = /^Digest\s([\s\S]+)$/i.exec(value);
  if (match === null) return undefined;
  const given = parseParameters(splitOutside(match[1] ?? '', ','));
  const algorithm = given.get('algorithm') ?? 'MD5';
  const qop = given.get('qop');
  if (algorithm.toUpperCase() !== 'MD5' || (qop !== undefined && qop !== 'auth')) return undefined;
  const [username, realm, nonce] = [given.get('username'), given.get('realm'), given.get('nonce')];
  const [uri, response] = [given.get('uri'), given.get('response')];
  if (username === undefined || realm === undefined || nonce === undefined) return undefined;
  if (uri === undefined || response === undefined) return undefined;
  return {
    username,
    realm,
    nonce,
    uri,
    response: response.toLowerCase(),
    qop,
    nc: given.get('nc') ?? '',
    cnonce: given.get('cnonce') ?? '',
  };
}

/** The response (32 hex digits) that someone who knows the password gives. RFC 2617 section 3.2.2.1. */
export function digestResponse(
  credentials: Omit<DigestCredentials, 'response'>,
  method: string,
  password: string,
): string {
  const ha1 = md5(`${credentials.username}:${credentials.realm}:${password}`);
  const ha2 = md5(`${method}:${credentials.uri}`);
  if (credentials.qop === undefined) return md5(`${ha1}:${credentials.nonce}:${ha2}`);
  return md5(`${ha1}:${credentials.nonce}:${credentials.nc}:${credentials.cnonce}:${credentials.qop}:${ha2}`);
}

/** The value of WWW-Authenticate or Proxy-Authenticate. `stale` says: same password, new nonce. */
export function digestChallenge(realm: string, nonce: string, stale: boolean): string {
  const tail = stale ? ', stale=true' : '';
  return `Digest realm="${realm}", nonce="${nonce}", algorithm=MD5, qop="auth"${tail}`;
}
