// The kinds of things that this browser keeps, as a person would name them. Where each is: kept.ts.

/** What a person can have deleted, in their terms. `program` is the app itself, kept for a start without network. */
export type KeptKind = 'account' | 'history' | 'trace' | 'settings' | 'identity' | 'program';

export const KEPT_KINDS: readonly KeptKind[] = [
  'account',
  'history',
  'trace',
  'settings',
  'identity',
  'program',
];

/** What a sign-out may leave, where the person says so. */
export type KeepableKind = Exclude<KeptKind, 'account' | 'program'>;
