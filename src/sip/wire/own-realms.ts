// Who may ask for the password: only the account's own server. A callee may answer any request with a challenge (RFC 3261 22.2); who
// signs it lets the callee guess the password, or call in the person's name. Pure; the rule and its limits: docs/security.md.

/** A challenge as it came, and the request that it answers. */
export interface Question {
  /** Of the request, as we sent it. */
  readonly method: string;
  readonly statusCode: 401 | 407;
  readonly realm: string;
  /** The request had a provisional answer beyond 100: it was passed on, and who passed it on has asked already. */
  readonly wasPassedOn: boolean;
}

/** So many realms are known at a time: of two servers, before and after a change of name. */
const MOST = 4;

export class OwnRealms {
  readonly #domain: string;
  #learned: readonly string[] = [];
  /** This server asks as a proxy does: then a 401 comes from behind it. */
  #asksAsProxy = false;

  /** `domain`: the account's own, the realm that proxies use by default. */
  constructor(domain: string) {
    this.#domain = domain.toLowerCase();
  }

  /** A REGISTER was accepted with answers for these realms. */
  learn(realms: readonly string[]): void {
    const fresh = realms.filter((realm) => !this.#learned.includes(realm));
    if (fresh.length === 0) return;
    this.#learned = [...fresh, ...this.#learned].slice(0, MOST);
    // Another server, or the same after a change of its configuration: its ways are learned anew.
    this.#asksAsProxy = false;
  }

  /**
   * Whether to answer: a REGISTER goes to the own server alone. Of the rest, a proxy asks by 407 in a realm of ours, and a server that
   * stands between (B2BUA) by 401 in the realm in which it asked for the REGISTER, unless this server asks by 407.
   */
  mayAsk({ method, statusCode, realm, wasPassedOn }: Question): boolean {
    if (method === 'REGISTER') return true;
    if (wasPassedOn) return false;
    const isLearned = this.#learned.includes(realm);
    if (statusCode === 401) return isLearned && !this.#asksAsProxy;
    const isOwn = isLearned || realm.toLowerCase() === this.#domain;
    if (isOwn) this.#asksAsProxy = true;
    return isOwn;
  }
}
