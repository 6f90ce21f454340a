// How much a profile may hold. The limits are the same in a link, in the form and in storage, so that each accepts what the
// others accept.

/** Characters of one text. A token of a TURN service may be long. */
export const MAX_TEXT = 2048;
/** Entries of one list. */
export const MAX_SERVERS = 32;
