// How much a profile may hold, in a link, in the form and in storage alike: what one takes, the others must take back.

/** Characters of one text. A token of a TURN service may be long. */
export const MAX_TEXT = 2048;
/** Entries of one list. */
export const MAX_SERVERS = 32;
