// From the unreachable contact of a browser (`x7f@k2.invalid`, RFC 7118 section 5) to the flow it speaks on.
// Owns the table; an entry outlives its flow, so that a phone which comes back is found again by the calls it left.
import { parseSipUri } from '../sip/uri.ts';

/** Of one extension; the oldest is forgotten first, so that nobody pushes out another's and takes its place. */
const MAX_PER_USER = 40;

interface Alias {
  connectionId: string;
  readonly user: string;
}

/** `user@host` of a contact URI, or undefined where it is none. */
export function aliasKey(uri: string): string | undefined {
  const parsed = parseSipUri(uri);
  return parsed === undefined || parsed.user === '' ? undefined : `${parsed.user}@${parsed.host}`;
}

/** Whether two contact URIs name the same user agent; parameters may differ. */
export function isSameContact(one: string | undefined, other: string): boolean {
  return (
    one === other || (one !== undefined && aliasKey(one) !== undefined && aliasKey(one) === aliasKey(other))
  );
}

export class Aliases {
  readonly #byKey = new Map<string, Alias>();

  /** Learns where a contact is reached. A contact of another user is left alone. */
  learn(uri: string, user: string, connectionId: string): void {
    const key = aliasKey(uri);
    if (key === undefined) return;
    const known = this.#byKey.get(key);
    if (known !== undefined && known.user !== user) return;
    this.#byKey.delete(key);
    this.#byKey.set(key, { connectionId, user });
    this.#forgetOldest(user);
  }

  /** The flow of a contact URI, or undefined where it was never seen. The flow may have ended. */
  connectionOf(uri: string): string | undefined {
    const key = aliasKey(uri);
    return key === undefined ? undefined : this.#byKey.get(key)?.connectionId;
  }

  /** Whose contact this is, or undefined where it was never seen. */
  userOf(uri: string): string | undefined {
    const key = aliasKey(uri);
    return key === undefined ? undefined : this.#byKey.get(key)?.user;
  }

  #forgetOldest(user: string): void {
    const own = [...this.#byKey].filter(([, alias]) => alias.user === user);
    const [oldest] = own;
    if (own.length > MAX_PER_USER && oldest !== undefined) this.#byKey.delete(oldest[0]);
  }
}
