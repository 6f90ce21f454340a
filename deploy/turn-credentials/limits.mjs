// How often somebody may ask: a bucket for each key that fills again with time. Bounded, whoever comes.
const MOST_KEYS = 50_000;

export class Limits {
  #buckets = new Map();

  /** `burst`: how many at once; `perSecond`: how fast they come back. */
  constructor({ burst, perSecond }) {
    this.burst = burst;
    this.perSecond = perSecond;
  }

  /** Takes one: 0 where there was one left, else the seconds until there is. */
  take(key, nowMs) {
    const wait = this.wait(key, nowMs);
    if (wait > 0) return wait;
    this.#buckets.set(key, { left: this.#left(key, nowMs) - 1, atMs: nowMs });
    if (this.#buckets.size > MOST_KEYS) this.#forget(nowMs);
    return 0;
  }

  /** The same without taking one. */
  wait(key, nowMs) {
    const left = this.#left(key, nowMs);
    return left >= 1 ? 0 : Math.ceil((1 - left) / this.perSecond);
  }

  #left(key, nowMs) {
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) return this.burst;
    return Math.min(this.burst, bucket.left + ((nowMs - bucket.atMs) / 1000) * this.perSecond);
  }

  /** Full ones say nothing; where all say something, the older half goes. */
  #forget(nowMs) {
    for (const key of this.#buckets.keys()) if (this.#left(key, nowMs) >= this.burst) this.#buckets.delete(key);
    if (this.#buckets.size <= MOST_KEYS) return;
    for (const key of [...this.#buckets.keys()].slice(0, MOST_KEYS / 2)) this.#buckets.delete(key);
  }
}

/** The address by which somebody is known: an IPv6 subscriber has a /64 (RFC 6177). */
export function addressKey(address) {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  const [head, tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length;
  return [...groups, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...after].slice(0, 4).join(':');
}
