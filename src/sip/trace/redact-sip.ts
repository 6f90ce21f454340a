// Takes secrets out of a SIP message before it is kept or shown. What its structure tells is decided by lists of what
// may stay: an unknown digest field, scheme of authorization or kind of body is hidden.
// In a body as many stars stand as bytes were hidden, so that Content-Length stays true.
import { HEADER, cseqMethod, headerName, headersOf, splitMessage, startLineOf } from './read-head.ts';
import { hideSecrets, starred, type Mask } from './secrets.ts';

/** Headers that prove who somebody is (RFC 3261 20.7, 20.27, 20.28, 20.44, 20.6). */
const CREDENTIALS = /^(?:proxy-)?(?:authorization|authenticate|authentication-info)$|^www-authenticate$/u;
const SECRET_NAME = /authoriz|token|secret|passw|credential|cookie|api-?key/u;

/** Digest fields (RFC 7616 3.3, 3.4, 3.5) that tell what was asked of whom, and prove nothing. */
const OPEN_FIELDS: ReadonlySet<string> = new Set(
  'username username* realm uri algorithm qop nc stale domain userhash charset'.split(' '),
);
const FIELD = /(?<![\w*-])([\w*-]+)\s*=\s*("(?:[^"\\]|\\[^])*"|[^\s",]+)/gu;

/** Bodies that describe a call or a server, and hold nothing that a person typed. */
const OPEN_BODIES: ReadonlySet<string> = new Set([
  'application/sdp',
  'application/trickle-ice-sdpfrag',
  'application/simple-message-summary',
  'application/dialog-info+xml',
  'application/reginfo+xml',
  'message/sipfrag',
  'application/x.bothways-sound',
]);

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}

const asLong: Mask = (secret) => '*'.repeat(utf8Length(secret));

function openFields(text: string): string {
  const fields = [...text.matchAll(FIELD)].map(([, name = '', value = '']) =>
    OPEN_FIELDS.has(name.toLowerCase()) ? `${name}=${value}` : `${name}="***"`,
  );
  const strays = text.replace(FIELD, '').replace(/[\s,]/gu, '') === '' ? [] : ['***'];
  return [...fields, ...strays].join(', ');
}

/** Digest without its proofs; of every other scheme only its name. */
function redactCredentials(name: string, value: string): string {
  if (name.endsWith('-info')) return openFields(value);
  const scheme = /^([\w-]+)\s+(?=\S)/u.exec(value);
  if (scheme === null) return '***';
  if (scheme[1]?.toLowerCase() !== 'digest') return `${scheme[1] ?? ''} ***`;
  return `${scheme[1]} ${openFields(value.slice(scheme[0].length))}`;
}

function redactHead(head: string): string {
  const clean = head.replace(HEADER, (whole, written: string, value: string) => {
    const name = headerName(written);
    if (CREDENTIALS.test(name)) return written + redactCredentials(name, value);
    return SECRET_NAME.test(name) ? `${written}***` : whole;
  });
  return hideSecrets(clean, starred);
}

/** True where the body may be shown; a person's words (RFC 3428) and keys (RFC 2833 by INFO) may not. */
function isOpenBody(head: string): boolean {
  const headers = headersOf(head);
  if (startLineOf(head).startsWith('MESSAGE ') || cseqMethod(headers) === 'MESSAGE') return false;
  if (headers.some(({ name }) => name === 'content-encoding')) return false;
  const types = headers.filter(({ name }) => name === 'content-type').map(({ value }) => value);
  const isOpen = (type: string): boolean => OPEN_BODIES.has(type.split(';')[0]?.trim().toLowerCase() ?? '');
  return types.length > 0 && types.every(isOpen);
}

/** Of a message in a message (RFC 3420) the first line: it tells how a transfer fares, and proves nothing. */
function redactFragment(body: string): string {
  const end = /[\r\n]|$/u.exec(body)?.index ?? body.length;
  return hideSecrets(body.slice(0, end), asLong) + body.slice(end).replace(/[^\r\n]+/gu, asLong);
}

const isFragment = (head: string): boolean =>
  headersOf(head).some(({ name, value }) => name === 'content-type' && /^message\/sipfrag\b/iu.test(value));

function redactBody(body: string, head: string): string {
  if (!isOpenBody(head)) return asLong(body);
  if (isFragment(head)) return redactFragment(body);
  const clean = body.replace(HEADER, (whole, written: string, value: string) => {
    const name = headerName(written);
    return CREDENTIALS.test(name) || SECRET_NAME.test(name) ? written + asLong(value) : whole;
  });
  return hideSecrets(clean, asLong);
}

function redactOnce(message: string): string {
  const { head, gap, body } = splitMessage(message);
  return redactHead(head) + gap + redactBody(body, head);
}

/** A damaged message may look different once something in it is hidden, so it is done until nothing changes. */
const MOST_ROUNDS = 8;

/** The message without secrets. Never throws; doing it twice changes nothing more. */
export function redactSip(message: string): string {
  let clean = message;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const cleaner = redactOnce(clean);
    if (cleaner === clean) break;
    clean = cleaner;
  }
  return clean;
}
