// One-time codes for setup links: each stands for an extension, works once, and for a short time.
// Owns which are still good, and how often one client may try; refuses to know what is handed out for them. Nothing of a code is kept but
// its hash, so that a look into the memory gives none away.
import { createHash, randomBytes } from 'node:crypto';
import { systemClock, type Clock } from '../shared/clock.ts';

/** How long a code works, in milliseconds. */
export const CODE_LIFE_MS = 15 * 60_000;

const CODE_BYTES = 16;
/** More than anybody has open; the oldest goes first. */
const MOST_CODES = 500;
const WINDOW_MS = 60_000;
const TRIES_IN_A_WINDOW = 20;
const MOST_CLIENTS = 1000;

export type Redeemed =
  | { readonly kind: 'extension'; readonly extension: string }
  /** Used, run out, or never given: nobody is told which. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'tooMany' };

interface Tries {
  readonly sinceMs: number;
  readonly count: number;
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('base64');
}

/** The oldest of a map goes while it holds more than `most`. */
function trim(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}

export class SetupCodes {
  readonly #codes = new Map<string, { readonly extension: string; readonly endsMs: number }>();
  readonly #tries = new Map<string, Tries>();

  constructor(private readonly clock: Clock = systemClock) {}

  /** A new code: 128 bits as 22 characters of base64url. */
  issue(extension: string): string {
    const code = randomBytes(CODE_BYTES).toString('base64url');
    this.#codes.set(hashOf(code), { extension, endsMs: this.clock() + CODE_LIFE_MS });
    trim(this.#codes, MOST_CODES);
    return code;
  }

  /** What a code stands for; it works no more afterwards. `client`: whoever asks, an address. */
  redeem(code: string, client: string): Redeemed {
    if (!this.#mayTry(client)) return { kind: 'tooMany' };
    const hash = hashOf(code);
    const found = this.#codes.get(hash);
    this.#codes.delete(hash);
    return found === undefined || found.endsMs <= this.clock()
      ? { kind: 'gone' }
      : { kind: 'extension', extension: found.extension };
  }

  #mayTry(client: string): boolean {
    const now = this.clock();
    const before = this.#tries.get(client);
    const isRecent = before !== undefined && now - before.sinceMs < WINDOW_MS;
    const tries = isRecent ? { ...before, count: before.count + 1 } : { sinceMs: now, count: 1 };
    this.#tries.delete(client);
    this.#tries.set(client, tries);
    trim(this.#tries, MOST_CLIENTS);
    return tries.count <= TRIES_IN_A_WINDOW;
  }
}
