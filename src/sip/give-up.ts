// The one rule by which the phone itself gives an answered call up: for a whole minute neither sound arrived nor could the
// server be reached. Everything else that ends a call comes from a person or from the far side. Pure.

/** How long both must be gone, in milliseconds. */
export const GIVE_UP_AFTER_MS = 60_000;

export interface CallLinks {
  /** Since when no sound path exists, milliseconds since the epoch; undefined while there is one. */
  readonly noAudioSinceMs: number | undefined;
  /** Since when the server can't be reached; undefined while it can. */
  readonly noSignallingSinceMs: number | undefined;
}

/** When the call is given up if nothing changes; undefined while either link works. */
export function giveUpAtMs({ noAudioSinceMs, noSignallingSinceMs }: CallLinks): number | undefined {
  if (noAudioSinceMs === undefined || noSignallingSinceMs === undefined) return undefined;
  return Math.max(noAudioSinceMs, noSignallingSinceMs) + GIVE_UP_AFTER_MS;
}
