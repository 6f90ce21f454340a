// What the far side, or the server in its name, has said of itself in a call: who it is, and which requests it takes.
import type { Party } from '../../call-state.ts';
import { assertedIdentity, namedParty } from '../../wire/asserted-identity.ts';
import { NOBODY } from '../../wire/party.ts';

/** What JsSIP's requests and responses offer that we read. */
export interface StackMessage {
  getHeaders(name: string): readonly string[];
}

export class FarSide {
  readonly #domain: string;
  #shown: Party | undefined;
  #allowed: ReadonlySet<string> | undefined;

  /** `domain`: where a bare telephone number lives. */
  constructor(domain: string) {
    this.#domain = domain;
  }

  /** Whom the server named last; undefined where it has named nobody. */
  get shown(): Party | undefined {
    return this.#shown;
  }

  /** Whom the stack takes for it, in a header's words. */
  named(identity: { toString(): string }): Party {
    return namedParty(String(identity), this.#domain) ?? NOBODY;
  }

  /** Whether it takes this method (RFC 3261 20.5); undefined where it has not said. */
  allows(method: string): boolean | undefined {
    return this.#allowed?.has(method);
  }

  /** Reads a message of the far side; returns who is there now, where the message names somebody new. */
  read(message: StackMessage): Party | undefined {
    const allow = message.getHeaders('allow').flatMap((line) => line.split(','));
    if (allow.length > 0) this.#allowed = new Set(allow.map((method) => method.trim().toUpperCase()));
    const party = assertedIdentity((name) => message.getHeaders(name), this.#domain);
    if (party === undefined || isSame(party, this.#shown)) return undefined;
    this.#shown = party;
    return party;
  }
}

function isSame(a: Party, b: Party | undefined): boolean {
  return a.uri === b?.uri && a.displayName === b.displayName;
}
