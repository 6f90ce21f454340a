// Who may relay: long-term pairs and the time-limited ones of the TURN REST scheme (RFC 8489 section 9.2,
// draft-uberti-behave-turn-rest-00). Owns making and judging them; refuses to store what it can compute.
import { createHmac } from 'node:crypto';
import { systemClock, type Clock } from '../shared/clock.ts';
import { longTermKey } from '../stun/message.ts';

export interface TurnCredentials {
  readonly username: string;
  readonly credential: string;
}

export interface CredentialStoreOptions {
  readonly realm: string;
  readonly secret: string;
  /** One pair that never expires, for a test by hand. */
  readonly fixed: TurnCredentials;
  readonly clock?: Clock;
}

function restPassword(secret: string, username: string): string {
  return createHmac('sha1', secret).update(username).digest('base64');
}

export class CredentialStore {
  readonly realm: string;
  readonly #options: CredentialStoreOptions;
  readonly #clock: Clock;

  constructor(options: CredentialStoreOptions) {
    this.realm = options.realm;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** A pair for one user, good for so many seconds: `expiry:user` and base64 HMAC-SHA1. */
  issue(user: string, lifetimeSeconds: number): TurnCredentials {
    const username = `${String(Math.floor(this.#clock() / 1000) + lifetimeSeconds)}:${user}`;
    return { username, credential: restPassword(this.#options.secret, username) };
  }

  /** The key to check a message with; undefined for an unknown or expired user name. */
  keyOf(username: string): Buffer | undefined {
    const { fixed, secret } = this.#options;
    if (username === fixed.username) return longTermKey(username, this.realm, fixed.credential);
    const expiry = /^(\d{1,12}):/.exec(username)?.[1];
    if (expiry === undefined || Number(expiry) * 1000 < this.#clock()) return undefined;
    return longTermKey(username, this.realm, restPassword(secret, username));
  }

  /** Whose quota a user name counts against: `1700000000:1001` and `1800000000:1001` are one. */
  accountOf(username: string): string {
    return username.replace(/^\d{1,12}:/, '');
  }
}
