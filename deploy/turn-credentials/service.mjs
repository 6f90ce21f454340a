// What the service says to a request: who may have TURN credentials, and how often. No socket and no clock of its own.
import { createHmac, randomBytes } from 'node:crypto';
import { NONCE_SECONDS, challengeOf, isRightResponse, judgeNonce, makeNonce, readAuthorization } from './digest.mjs';
import { Limits, addressKey } from './limits.mjs';

/** The path on the page's origin. */
const PATH = '/turn-credentials';
/** An office behind one address comes back at once after a power cut: two requests a phone, 150 phones. */
const OF_ONE_ADDRESS = { burst: 300, perSecond: 5 };
/** A phone asks once a sign-in and twice a day. */
const OF_ONE_USER = { burst: 30, perSecond: 1 / 20 };
/** Wrong passwords of one user from one address; the user's other places are not locked out by it. */
const WRONG = { burst: 10, perSecond: 1 / 30 };

/** As the TURN REST API has it (draft-uberti-behave-turn-rest-00 section 2.2); coturn reads the time from the user name. */
export function credentialsOf({ secret, ttlSeconds, uris }, user, nowMs) {
  const username = `${Math.floor(nowMs / 1000) + ttlSeconds}:${user}`;
  const password = createHmac('sha1', secret).update(username).digest('base64');
  return { username, password, ttl: ttlSeconds, uris };
}

export class Service {
  #key = randomBytes(32);
  #nobody = randomBytes(16).toString('hex');
  #used = new Map();
  #addresses = new Limits(OF_ONE_ADDRESS);
  #users = new Limits(OF_ONE_USER);
  #wrong = new Limits(WRONG);

  /** `users`: HA1 by name. `say`: a line for the log; never a response or a credential. */
  constructor({ settings, users, say = () => undefined }) {
    this.settings = settings;
    this.users = users;
    this.say = say;
  }

  /** The answer to a request: status, headers, and a JSON value or nothing. */
  answer(request, nowMs) {
    const { origin } = request;
    if (origin !== undefined && origin !== this.settings.origin) return this.#refused(403);
    const answer = this.#answer(request, nowMs);
    if (origin === undefined) return answer;
    return { ...answer, headers: { ...answer.headers, 'access-control-allow-origin': origin } };
  }

  #answer(request, nowMs) {
    const { method, url, address } = request;
    if (url !== PATH) return this.#refused(404);
    const wait = this.#addresses.take(addressKey(address), nowMs);
    if (wait > 0) return this.#refused(429, { 'retry-after': String(wait) });
    if (method === 'OPTIONS') {
      const allowed = { 'access-control-allow-methods': 'GET', 'access-control-allow-headers': 'authorization' };
      return this.#refused(204, allowed);
    }
    if (method !== 'GET') return this.#refused(405, { allow: 'GET, OPTIONS' });
    return this.#proved(request, nowMs);
  }

  #proved({ method, url, address, authorization }, nowMs) {
    const parameters = readAuthorization(authorization);
    const { realm } = this.settings;
    if (parameters === undefined || parameters.realm !== realm) return this.#challenge(nowMs);
    const { username, nonce } = parameters;
    const age = judgeNonce(this.#key, nonce, nowMs);
    if (age !== 'fresh' || this.#isUsed(nonce, nowMs)) return this.#challenge(nowMs, age !== 'foreign');
    const place = `${username}\n${addressKey(address)}`;
    const locked = this.#wrong.wait(place, nowMs);
    if (locked > 0) return this.#refused(429, { 'retry-after': String(locked) });
    // A name that nobody has takes as long and sounds the same.
    const ha1 = this.users.get(username) ?? this.#nobody;
    if (!isRightResponse(ha1, { method, uri: url, parameters })) {
      this.#wrong.take(place, nowMs);
      this.say(`wrong password: user ${JSON.stringify(username.slice(0, 64))} from ${address}`);
      return this.#refused(403);
    }
    const wait = this.#users.take(username, nowMs);
    if (wait > 0) return this.#refused(429, { 'retry-after': String(wait) });
    return { status: 200, headers: {}, body: credentialsOf(this.settings, username, nowMs) };
  }

  #challenge(nowMs, stale = false) {
    const challenge = challengeOf({ realm: this.settings.realm, nonce: makeNonce(this.#key, nowMs), stale });
    return this.#refused(401, { 'www-authenticate': challenge });
  }

  /** A nonce serves once: what was seen on its way is of no use. */
  #isUsed(nonce, nowMs) {
    for (const [old, atMs] of this.#used) {
      if (nowMs - atMs <= NONCE_SECONDS * 1000) break;
      this.#used.delete(old);
    }
    if (this.#used.has(nonce)) return true;
    this.#used.set(nonce, nowMs);
    return false;
  }

  #refused(status, headers = {}) {
    return { status, headers, body: undefined };
  }
}
