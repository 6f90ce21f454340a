// Who is at the other end, as messages name them.

/** The other end of a call; every field comes from the network: show it as text only. */
export interface Party {
  /** SIP URI without parameters, which reaches them again; empty where nothing does. */
  readonly uri: string;
  /** User part: a number or a name. */
  readonly user: string;
  /** Display name; empty where none came. */
  readonly displayName: string;
  /** What those are called who handed us over to somebody whom nothing names. */
  readonly broughtBy?: string;
  /** What only the caller says of itself and no server of ours confirms (RFC 3325): everything, or the name alone. */
  readonly claim?: 'all' | 'name';
}
