// Secrets by their shape, wherever text is kept or shown: the log and the SIP trace share this one list.
// Refuses to understand messages: what only their structure tells is redact-sip.ts.

/** Gives what stands in place of a secret. */
export type Mask = (secret: string) => string;

/** The same for every secret, so that not even its length is told. */
export const starred: Mask = () => '***';

/** Each pattern has two groups: what stays, and the secret behind it. Each takes linear time on any text. */
const SHAPES: readonly RegExp[] = [
  // Digest fields (RFC 7616 3.4), quoted and possibly folded, or bare.
  /(\b(?:response|c?nonce|opaque|nextnonce|rspauth)\s*=\s*")((?:[^"\\\r\n]|\\.|(?:\r\n?|\n)[ \t])*)/giu,
  /(\b(?:response|c?nonce|opaque|nextnonce|rspauth)\s*=\s*)([^\s",;]+)/giu,
  // ICE passwords (RFC 8839 5.4) and SRTP keys (RFC 4568, RFC 4567, RFC 4566 5.12).
  /(\ba=(?:ice-pwd|crypto|key-mgmt)[ \t]*:|^k=)([^\r\n]+)/gimu,
  /("?(?:password|passwd|passphrase|passcode|pwd|secret|credential|token|api[-_]?key|pn-prid)"?\s*[:=]\s*)("(?:[^"\\\r\n]|\\.)*"?|[^\s,;&}<>"]+)/giu,
  // Short names mean that only as names of their own.
  /((?<![\w-])"?(?:pass|pw|pin|key|sig|signature)"?\s*=\s*)("(?:[^"\\\r\n]|\\.)*"?|[^\s,;&}<>"]+)/giu,
  /(\bbearer[ \t]+)([^\s,;"]+)/giu,
  // A JSON Web Token (RFC 7519), whatever it stands in.
  /(^|[^\w-])(eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)*)/gu,
];

const ADDRESS = /\b(sips?:|(?:wss?|https?):\/\/)([^\s<>"]*)/giu;

/** Headers in an address (RFC 3261 19.1.1) that prove nothing; of every other one only the name stays. */
const OPEN_HEADERS: ReadonlySet<string> = new Set(['replaces', 'require']);

function cleanHeaders(headers: string, mask: Mask): string {
  return headers
    .split('&')
    .map((header) => {
      const equals = header.indexOf('=');
      const isOpen = equals === -1 || OPEN_HEADERS.has(header.slice(0, equals).toLowerCase());
      return isOpen ? header : header.slice(0, equals + 1) + mask(header.slice(equals + 1));
    })
    .join('&');
}

/** `user:password@` without its password (RFC 3261 19.1.1), headers without their values, a web address without its query. */
function cleanAddress(scheme: string, rest: string, mask: Mask): string {
  const colon = rest.indexOf(':');
  const at = rest.lastIndexOf('@');
  const hasPassword = colon !== -1 && colon < at && !rest.slice(0, colon).includes('@');
  const clean = hasPassword
    ? rest.slice(0, colon + 1) + mask(rest.slice(colon + 1, at)) + rest.slice(at)
    : rest;
  const query = clean.indexOf('?') + 1;
  if (query === 0) return scheme + clean;
  const [kept, asked] = [clean.slice(0, query), clean.slice(query)];
  return scheme + kept + (scheme.endsWith('//') ? mask(asked) : cleanHeaders(asked, mask));
}

/** The text without anything that looks like a secret. Doing it twice changes nothing more. */
export function hideSecrets(text: string, mask: Mask = starred): string {
  const clean = text.replace(ADDRESS, (_, scheme: string, rest: string) => cleanAddress(scheme, rest, mask));
  return SHAPES.reduce(
    (before, shape) => before.replace(shape, (_, stays: string, secret: string) => stays + mask(secret)),
    clean,
  );
}
