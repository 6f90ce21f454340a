// Nonces that carry their own birth time, signed, so that no list of them is kept.
// Used by SIP digest (RFC 2617 section 3.2.1) and by TURN (RFC 8489 section 9.2). Refuses a nonce it did not make.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { systemClock, type Clock } from './clock.ts';

export type NonceVerdict = 'fresh' | 'stale' | 'foreign';

export interface NonceOptions {
  readonly lifetimeMs: number;
  readonly clock?: Clock;
}

export class Nonces {
  readonly #secret = randomBytes(32);
  readonly #lifetimeMs: number;
  readonly #clock: Clock;

  constructor(options: NonceOptions) {
    this.#lifetimeMs = options.lifetimeMs;
    this.#clock = options.clock ?? systemClock;
  }

  /** A nonce that is fresh from now for the life time. Letters, digits, `-` and `.` only. */
  issue(): string {
    const born = `${this.#clock().toString(36)}.${randomBytes(6).toString('hex')}`;
    return `${born}.${this.#sign(born)}`;
  }

  /** Whether a nonce is ours and young enough. */
  judge(nonce: string): NonceVerdict {
    const cut = nonce.lastIndexOf('.');
    const born = nonce.slice(0, Math.max(cut, 0));
    const given = Buffer.from(nonce.slice(cut + 1));
    const expected = Buffer.from(this.#sign(born));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'foreign';
    const age = this.#clock() - Number.parseInt(born.split('.')[0] ?? '', 36);
    return age >= 0 && age <= this.#lifetimeMs ? 'fresh' : 'stale';
  }

  #sign(born: string): string {
    return createHmac('sha256', this.#secret).update(born).digest('hex').slice(0, 24);
  }
}
