// Who may ask for the password: only the account's own server. A callee may answer any request with a challenge (RFC 3261 22.2); who
// signs it lets the callee guess the password, or call in the person's name. Pure; the rule and its limits: docs/security.md.

/** A challenge as it came, and the request that it answers. */
export interface Question {
  /** Of the request, as we sent it. */
  readonly method: string;
  readonly statusCode: 401 | 407;
  readonly realm: string;
  /** Realms for which this very request answers a 407 already. */
  readonly answeredProxies: readonly string[];
  /** The request had a provisional answer beyond 100: it was passed on, and who passed it on has asked already. */
  readonly wasPassedOn: boolean;
}

/** So many realms are known at a time: of two servers, before and after a change of name. */
const MOST = 4;

/** A realm in which a REGISTER was asked, and how: by the registrar (401) or a proxy on the way (407). */
export interface LearnedRealm {
  readonly realm: string;
  readonly statusCode: 401 | 407;
}

export class OwnRealms {
  readonly #domain: string;
  #learned: readonly LearnedRealm[] = [];
  /** Realms in which requests other than REGISTER were asked by 407 and went on when they were answered: the server asks as a proxy does. */
  readonly #asProxy = new Set<string>();

  /** `domain`: the account's own, the realm that proxies use by default. */
  constructor(domain: string) {
    this.#domain = domain.toLowerCase();
  }

  /** A REGISTER was accepted with answers for these realms. */
  learn(realms: readonly LearnedRealm[]): void {
    const fresh = realms.filter(
      ({ realm, statusCode }) =>
        !this.#learned.some((old) => old.realm === realm && old.statusCode === statusCode),
    );
    if (fresh.length === 0) return;
    this.#learned = [...fresh, ...this.#learned].slice(0, MOST);
    // Another server, or the same after a change of its configuration: its ways are learned anew.
    this.#asProxy.clear();
  }

  /** A request other than REGISTER went on once it answered a 407 in this realm. */
  passedProxy(realm: string): void {
    this.#asProxy.add(realm);
  }

  /**
   * Whether to answer: a REGISTER goes to the own server alone. Of the rest, a proxy asks by 407 in a realm of ours, and a server that
   * stands between (B2BUA) by 401 in the realm in which it asked for the REGISTER, unless this server asks by 407.
   */
  mayAsk({ method, statusCode, realm, answeredProxies, wasPassedOn }: Question): boolean {
    if (method === 'REGISTER') return true;
    if (wasPassedOn) return false;
    const knows = (status: 401 | 407): boolean =>
      this.#learned.some((each) => each.realm === realm && each.statusCode === status);
    if (statusCode === 401) return knows(401) && this.#asksInChain(realm, answeredProxies);
    return knows(401) || knows(407) || realm.toLowerCase() === this.#domain;
  }

  /** No proxy asked, or only such as asked for the REGISTER too, before another that asks by 401: then both ask for everything. */
  #asksInChain(realm: string, answered: readonly string[]): boolean {
    return [...this.#asProxy, ...answered].every(
      (asked) =>
        asked !== realm && this.#learned.some((each) => each.realm === asked && each.statusCode === 407),
    );
  }
}
