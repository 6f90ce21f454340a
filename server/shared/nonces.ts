// Nonces that carry their own birth time, signed for what they were issued for, so that no list of them is kept until they are used.
// Used by SIP digest (RFC 2617 section 3.2.1) and by TURN (RFC 8489 section 9.2). Refuses a nonce it did not make, and a replay.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { systemClock, type Clock } from './clock.ts';

export type NonceVerdict = 'fresh' | 'stale' | 'foreign';

const MAX_USED = 5000;

/** How a nonce looks: its birth and its signature in one text, and back. */
export interface NonceShape {
  /** The part that is signed, never twice the same (see `salt`). `bornMs`: milliseconds since the epoch. */
  born(bornMs: number): string;
  /** `signature`: 64 hex digits, of which it takes as many as it shows. */
  join(born: string, signature: string): string;
  /** The signed part of a nonce and when that says it was born; undefined where it has another shape. */
  split(nonce: string): { readonly born: string; readonly bornMs: number } | undefined;
}

export interface NonceOptions {
  readonly lifetimeMs: number;
  readonly clock?: Clock;
  readonly shape?: NonceShape;
  /** For how many requests a nonce is good; any number unless given. */
  readonly uses?: number;
}

/** Eight random hex digits: two nonces of one second differ. */
export function salt(): string {
  return randomBytes(4).toString('hex');
}

/** Letters, digits and `.` only, never twice the same. */
const DEMO_SHAPE: NonceShape = {
  born: (bornMs) => `${bornMs.toString(36)}.${randomBytes(6).toString('hex')}`,
  join: (born, signature) => `${born}.${signature.slice(0, 24)}`,
  split(nonce) {
    const born = nonce.slice(0, Math.max(nonce.lastIndexOf('.'), 0));
    return { born, bornMs: Number.parseInt(born.split('.')[0] ?? '', 36) };
  },
};

export class Nonces {
  readonly #secret = randomBytes(32);
  readonly #lifetimeMs: number;
  readonly #clock: Clock;
  readonly #shape: NonceShape;
  readonly #uses: number;
  readonly #used = new Map<string, { count: number; readonly requests: number }>();
  /** Nonces born until then, and not in the table, may have been used. */
  #forgottenMs = -Infinity;

  constructor(options: NonceOptions) {
    this.#shape = options.shape ?? DEMO_SHAPE;
    this.#uses = options.uses ?? Infinity;
    this.#lifetimeMs = options.lifetimeMs;
    this.#clock = options.clock ?? systemClock;
  }

  /** A nonce that is fresh from now for the life time, good for one purpose. */
  issue(purpose = ''): string {
    const born = this.#shape.born(this.#clock());
    return this.#shape.join(born, this.#sign(born, purpose));
  }

  /** Whether a nonce is ours, was issued for this purpose, and is young enough. */
  judge(nonce: string, purpose = ''): NonceVerdict {
    const parts = this.#shape.split(nonce);
    if (parts === undefined) return 'foreign';
    const given = Buffer.from(nonce);
    const expected = Buffer.from(this.#shape.join(parts.born, this.#sign(parts.born, purpose)));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'foreign';
    const age = this.#clock() - parts.bornMs;
    return age >= 0 && age <= this.#lifetimeMs ? 'fresh' : 'stale';
  }

  /**
   * Takes note of a request that was proven by a nonce of ours; false for a replay, and where the nonce is used up.
   * `count`: the nonce count, which must rise (RFC 2617 section 3.2.2); undefined: the request has none, so its nonce is
   * good for one request only.
   */
  spend(nonce: string, count: number | undefined): boolean {
    const before = this.#used.get(nonce);
    if (before === undefined && this.#bornMs(nonce) <= this.#forgottenMs) return false;
    if (before !== undefined && (count === undefined || count <= before.count)) return false;
    const requests = (before?.requests ?? 0) + 1;
    this.#used.set(nonce, { count: count ?? Infinity, requests });
    this.#forgetOldest();
    return requests <= this.#uses;
  }

  #forgetOldest(): void {
    const oldest = this.#used.keys().next();
    if (this.#used.size <= MAX_USED || oldest.done === true) return;
    this.#forgottenMs = Math.max(this.#forgottenMs, this.#bornMs(oldest.value));
    this.#used.delete(oldest.value);
  }

  #bornMs(nonce: string): number {
    return this.#shape.split(nonce)?.bornMs ?? -Infinity;
  }

  #sign(born: string, purpose: string): string {
    return createHmac('sha256', this.#secret).update(`${born}|${purpose}`).digest('hex');
  }
}
