// Answers kept for a while, so that a retransmitted request gets the same one (RFC 8489 section 6.3.1).
// Owns their number and age.
import type { Clock } from '../shared/clock.ts';

const KEEP_MS = 40_000;
const MAX_ENTRIES = 4000;

export class ResponseCache {
  readonly #entries = new Map<string, { readonly bytes: Buffer; readonly expiresAt: number }>();

  constructor(private readonly clock: Clock) {}

  find(key: string): Buffer | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.expiresAt > this.clock() ? entry.bytes : undefined;
  }

  keep(key: string, bytes: Buffer): void {
    this.#entries.set(key, { bytes, expiresAt: this.clock() + KEEP_MS });
    if (this.#entries.size > MAX_ENTRIES) this.#entries.delete(this.#entries.keys().next().value ?? '');
  }

  sweep(): void {
    const now = this.clock();
    for (const [key, { expiresAt }] of this.#entries) if (expiresAt <= now) this.#entries.delete(key);
  }
}
