// Whether the server still sends calls here: what a list of its bindings for our address means (RFC 3261 10.2.3). A server that lets few
// devices in may have given our place to another (Asterisk's max_contacts and remove_existing) without a word. Pure.

/** What a REGISTER without Contact brought. `listed`: the contacts of our address; `unknown`: this server does not tell. */
export type Bindings =
  | { readonly kind: 'listed'; readonly contacts: readonly string[] }
  | { readonly kind: 'unauthorised' }
  | { readonly kind: 'unknown' };

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
/** How often the list is asked for, in milliseconds, give or take a sixth. */
const ASK_EVERY_MS = 180_000;

/** Milliseconds until the list is asked for. */
export function nextAskMs(random: () => number): number {
  return ASK_EVERY_MS * (5 / 6 + random() / 3);
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
