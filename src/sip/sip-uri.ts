// SIP and SIPS URIs (RFC 3261 19.1), as far as an address-of-record or a dialled target needs them.

export interface SipUri {
  readonly scheme: 'sip' | 'sips';
  /** User part, percent-decoded. */
  readonly user: string;
  /** Host in lower case; IPv6 keeps its brackets. */
  readonly host: string;
  readonly port: number | undefined;
}

const PATTERN = /^(sips?):(?:([^@;?]+)@)?(\[[0-9a-f:.]+\]|[^:;?[\]@]+)(?::(\d{1,5}))?(?:;[^?]*)?(?:\?.*)?$/iu;
const DOMAIN =
  /^(?:\[[0-9a-f:.]+\]|[0-9a-z](?:[0-9a-z-]*[0-9a-z])?(?:\.[0-9a-z](?:[0-9a-z-]*[0-9a-z])?)*\.?)$/iu;
const PLAIN_USER = /^[0-9A-Za-z\-_.!~*'()&=+$,;?/%#]+$/u;

/** Whether `text` can stand as the user part of an address (percent-escapes included). */
export function isUserPart(text: string): boolean {
  return text.length <= 128 && PLAIN_USER.test(text);
}

/** Whether `text` is a host name, an IPv4 address or an IPv6 address in brackets, with no port. */
export function isDomain(text: string): boolean {
  return text.length <= 253 && DOMAIN.test(text);
}

/** Underscores are in no host name (RFC 1123 2.1), and in many that others write. */
const isHeardHost = (host: string): boolean => isDomain(host.replaceAll('_', 'a'));

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** Parses a SIP URI; parameters and headers are left out. Undefined where it is not one. */
export function parseSipUri(text: string): SipUri | undefined {
  const match = PATTERN.exec(text.trim());
  if (!match) return undefined;
  const host = (match[3] ?? '').toLowerCase();
  const rawUser = match[2]?.split(':')[0] ?? '';
  const user = decode(rawUser);
  if (user === undefined || !isHeardHost(host) || (rawUser !== '' && !isUserPart(rawUser))) return undefined;
  const port = match[4] === undefined ? undefined : Number(match[4]);
  if (port !== undefined && (port === 0 || port > 65_535)) return undefined;
  return { scheme: (match[1] ?? 'sip').toLowerCase() as SipUri['scheme'], user, host, port };
}

/** User part escaped as RFC 3261 25.1 asks (`#` and non-ASCII need it); `;` and `?` too, which many readers end it at. */
export function escapeUser(user: string): string {
  return encodeURIComponent(user).replace(/%(2B|26|3D|24|2C|2F)/giu, (escape) => decodeURIComponent(escape));
}

/** The URI as text. */
export function formatSipUri(uri: SipUri): string {
  const at = uri.user === '' ? '' : `${escapeUser(uri.user)}@`;
  const port = uri.port === undefined ? '' : `:${String(uri.port)}`;
  return `${uri.scheme}:${at}${uri.host}${port}`;
}
