// SIP URIs as far as a proxy needs them (RFC 3261 section 19.1): user, host, port, parameters.
// Owns taking them apart; refuses other schemes and does not judge users.
import { parseParameters } from './lexing.ts';

export interface SipUri {
  /** Percent-decoded; '' where the URI names no user. */
  readonly user: string;
  /** Lower case. IPv6 keeps its brackets. */
  readonly host: string;
  readonly port: number | undefined;
  readonly parameters: ReadonlyMap<string, string>;
}

const SHAPE = /^sips?:(?:([^@]*)@)?(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?((?:;[^?]*)?)(?:\?.*)?$/i;

/**
 * Whether two URIs name the same target as far as a signature goes: user, host and port (RFC 3261 section 19.1.4, lenient:
 * parameters are left aside, the default port may be written out). What is no SIP URI must be the same text.
 */
export function isSameTarget(one: string, other: string): boolean {
  const [a, b] = [parseSipUri(one), parseSipUri(other)];
  if (a === undefined || b === undefined) return one === other;
  return a.user === b.user && a.host === b.host && (a.port ?? 5060) === (b.port ?? 5060);
}

function decodeUser(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // a broken escape makes the whole URI unreadable
  }
}

/** Reads a `sip:` or `sips:` URI; undefined where it is none. */
export function parseSipUri(text: string): SipUri | undefined {
  const match = SHAPE.exec(text.trim());
  if (match === null) return undefined;
  const [, userInfo = '', host = '', port, parameters = ''] = match;
  const user = decodeUser(userInfo.split(':')[0] ?? '');
  if (user === undefined || Number(port ?? 0) > 65_535) return undefined;
  return {
    user,
    host: host.toLowerCase(),
    port: port === undefined ? undefined : Number(port),
    parameters: parseParameters(parameters.split(';').slice(1)),
  };
}
