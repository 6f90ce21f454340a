// HTTP Digest (RFC 7616, algorithm MD5, qop auth) from the server's side, with the HA1 that Kamailio keeps for each SIP user.
// A nonce carries its time and a signature, so that nothing is kept for those who never come back.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const NONCE_BYTES = 12;
/** How long a phone may take to answer a challenge. */
export const NONCE_SECONDS = 60;

const md5 = (text) => createHash('md5').update(text).digest('hex');

/** Compares without telling by its time how much of it was right. */
function isSame(one, other) {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const signed = (key, text) => `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;

/** A fresh nonce, good for a minute. */
export function makeNonce(key, nowMs) {
  return signed(key, `${Math.floor(nowMs / 1000)}.${randomBytes(NONCE_BYTES).toString('base64url')}`);
}

/** `fresh`, `stale` (ours, too old), or `foreign`. */
export function judgeNonce(key, nonce, nowMs) {
  const [time = '', random = ''] = nonce.split('.', 2);
  if (!isSame(nonce, signed(key, `${time}.${random}`))) return 'foreign';
  return nowMs / 1000 - Number(time) > NONCE_SECONDS ? 'stale' : 'fresh';
}

/** The value of `WWW-Authenticate`. */
export function challengeOf({ realm, nonce, stale }) {
  const rest = stale ? ', stale=true' : '';
  return `Digest realm="${realm}", nonce="${nonce}", algorithm=MD5, qop="auth"${rest}`;
}

const PARAMETER = /([a-z0-9-]+)=(?:"([^"\\]*)"|([^\s",]+))(?:,\s*|\s*$)/giy;
const NEEDED = ['username', 'realm', 'nonce', 'uri', 'response', 'qop', 'nc', 'cnonce'];

/** The parameters of an `Authorization: Digest` header; undefined for any other header, or one that lacks something. */
export function readAuthorization(header) {
  const [, rest] = /^Digest ([\s\S]*)$/iu.exec(header ?? '') ?? [];
  if (rest === undefined) return undefined;
  const list = rest.trimStart();
  const found = {};
  let end = 0;
  for (const match of list.matchAll(PARAMETER)) {
    found[match[1].toLowerCase()] = match[2] ?? match[3];
    end = match.index + match[0].length;
  }
  return end === list.length && NEEDED.every((name) => found[name] !== undefined) ? found : undefined;
}

/** Whether the response was made with the password whose HA1 this is, for this very method and URI. */
export function isRightResponse(ha1, { method, uri, parameters }) {
  const { nonce, nc, cnonce, qop, response } = parameters;
  if (parameters.uri !== uri || qop !== 'auth') return false;
  const expected = md5(`${ha1}:${nonce}:${nc}:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
  return isSame(response, expected);
}
