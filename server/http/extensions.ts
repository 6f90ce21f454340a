// Which extensions there are and which one the next visitor gets.
// Owns 1001..1099 and who was handed what lately; refuses to know who is registered (it asks).
import { systemClock, type Clock } from '../shared/clock.ts';

const FIRST = 1001;
const LAST = 1099;
/** An extension handed out is not given to another for so long, in ms: its phone needs time to register. */
const RESERVED_MS = 120_000;

/** The first two go last: the demo prints a link to each of them. */
const ALL = Array.from({ length: LAST - FIRST + 1 }, (_, index) => String(FIRST + index));
const IN_ORDER = [...ALL.slice(2), ...ALL.slice(0, 2)];

/** True for an extension that exists. */
export function isExtension(user: string): boolean {
  return /^1\d{3}$/.test(user) && Number(user) >= FIRST && Number(user) <= LAST;
}

export class ExtensionDesk {
  readonly #handedOutAt = new Map<string, number>();

  constructor(
    private readonly registered: () => ReadonlySet<string>,
    private readonly clock: Clock = systemClock,
  ) {}

  /** A free extension, now reserved; undefined where none is free. */
  allocate(): string | undefined {
    const registered = this.registered();
    const now = this.clock();
    for (const extension of IN_ORDER) {
      const isReserved = now - (this.#handedOutAt.get(extension) ?? -Infinity) < RESERVED_MS;
      if (registered.has(extension) || isReserved) continue;
      this.reserve(extension);
      return extension;
    }
    return undefined;
  }

  /** Marks an extension as handed out now. */
  reserve(extension: string): void {
    this.#handedOutAt.set(extension, this.clock());
  }
}
