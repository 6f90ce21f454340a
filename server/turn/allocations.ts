// Every allocation by 5-tuple, with the quotas (RFC 8656 sections 5, 7.2).
// Owns their count and their end; an expired one is never returned.
import type { Clock } from '../shared/clock.ts';
import type { Allocation } from './allocation.ts';

export interface AllocationLimits {
  readonly perAccount: number;
  readonly total: number;
}

export class Allocations {
  readonly #byClient = new Map<string, Allocation>();

  constructor(
    private readonly limits: AllocationLimits,
    private readonly clock: Clock,
  ) {}

  get size(): number {
    return this.#byClient.size;
  }

  of(clientKey: string): Allocation | undefined {
    const allocation = this.#byClient.get(clientKey);
    if (allocation === undefined || allocation.expiresAt > this.clock()) return allocation;
    this.remove(clientKey);
    return undefined;
  }

  /** The error that one more allocation of an account would meet, or undefined. */
  obstacleFor(account: string): 486 | 508 | undefined {
    this.sweep();
    const own = [...this.#byClient.values()].filter((allocation) => allocation.account === account);
    if (own.length >= this.limits.perAccount) return 486;
    return this.#byClient.size >= this.limits.total ? 508 : undefined;
  }

  add(allocation: Allocation): void {
    this.#byClient.set(allocation.client.key, allocation);
  }

  /** Closes the relay of a client, if it has one. */
  remove(clientKey: string): void {
    this.#byClient.get(clientKey)?.relay.close();
    this.#byClient.delete(clientKey);
  }

  /** Ends what has expired. */
  sweep(): void {
    const now = this.clock();
    for (const [key, allocation] of this.#byClient) {
      if (allocation.expiresAt <= now) this.remove(key);
      else allocation.sweep(now);
    }
  }

  removeAll(): void {
    for (const key of [...this.#byClient.keys()]) this.remove(key);
  }
}
