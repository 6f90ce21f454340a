// Whether the server still sends calls here: what a list of its bindings for our address means (RFC 3261 10.2.3). A server that lets few
// devices in may have given our place to another (Asterisk's max_contacts and remove_existing) without a word. Pure.

/**
 * What a REGISTER without Contact brought. `listed`: the contacts of our address; `unknown`: this server does not tell; `later`: it can't
 * just now.
 */
export type Bindings =
  | { readonly kind: 'listed'; readonly contacts: readonly string[] }
  | { readonly kind: 'unauthorised' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'later' };

export interface OwnPlace {
  /** Whether other devices were registered beside us when the server last accepted us: then one more takes nobody's place. */
  readonly hadCompany: boolean;
  /** When we last took a lost place back by ourselves, milliseconds since the epoch; undefined for never. */
  readonly reclaimedMs: number | undefined;
}

/**
 * `kept`: calls come here; `reclaim`: the server lost us: register again; `replaced`: another device is there in our stead, and two that
 * push each other out would both miss calls: the person decides.
 */
export type PlaceVerdict = 'kept' | 'reclaim' | 'replaced';

/** Who is pushed out again so soon is not where the server wants it to be, in milliseconds. */
const RECLAIM_ONCE_MS = 3_600_000;
/** How long nobody asks at the most, in milliseconds, less up to a sixth. */
const ASK_EVERY_MS = 600_000;
/** So long before a refresh the list is asked for, in milliseconds: the refresh would take the place back without a word. */
const BEFORE_REFRESH_MS = 2000;
/** So soon after the first acceptance it is asked once how this server lists us, in milliseconds, or up to twice that. */
const FIRST_ASK_MS = 1000;
/** Whoever comes back to the page gets an answer that is no older, in milliseconds. */
export const FRESH_ANSWER_MS = 60_000;

/** Milliseconds until the list is asked for; undefined where the refresh, due in `refreshInMs`, comes first. */
export function nextAskMs(refreshInMs: number, random: () => number): number | undefined {
  const beforeMs = refreshInMs - BEFORE_REFRESH_MS;
  return beforeMs <= BEFORE_REFRESH_MS ? undefined : Math.min(beforeMs, ASK_EVERY_MS * (1 - random() / 6));
}

/** Milliseconds until the first question: nobody can have our place by then, so whoever is listed should be us. */
export function firstAskMs(random: () => number): number {
  return FIRST_ASK_MS * (1 + random());
}

/** What the list says of our place. `isOurs` tells our own contact. */
export function judgePlace(
  contacts: readonly string[],
  isOurs: (contact: string) => boolean,
  place: OwnPlace,
  nowMs: number,
): PlaceVerdict {
  if (contacts.some(isOurs)) return 'kept';
  if (contacts.length === 0) return 'reclaim';
  const isNew = place.reclaimedMs === undefined || nowMs - place.reclaimedMs >= RECLAIM_ONCE_MS;
  return place.hadCompany && isNew ? 'reclaim' : 'replaced';
}
