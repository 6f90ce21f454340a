// Everything that this program keeps in the browser, in one list: where it is, what it holds, how bad it would be in other hands,
// and how it goes. Whatever deletes reads this list; a test compares it with what a browser really holds after a day's work, so
// that nothing can be kept without standing here.
import type { KeptKind } from './kept-kinds.ts';

/** Where a thing is kept, which says how it goes: a record is deleted, a store emptied, a cache and the worker removed. */
export type Place =
  | { readonly where: 'record'; readonly store: string; readonly key: string }
  | { readonly where: 'store'; readonly store: string }
  | { readonly where: 'cache'; readonly prefix: string }
  | { readonly where: 'serviceWorker' };

export type Kept = Place & {
  readonly kind: KeptKind;
  readonly holds: string;
  /** `secret`: lets others phone as this person; `personal`: tells of people; `plain`: tells that the phone was used here. */
  readonly worth: 'secret' | 'personal' | 'plain';
};

export const KEPT: readonly Kept[] = [
  {
    kind: 'account',
    where: 'store',
    store: 'signIns',
    holds: 'the accounts with their passwords and servers, encrypted',
    worth: 'secret',
  },
  {
    kind: 'account',
    where: 'record',
    store: 'accounts',
    key: 'dial',
    holds: 'which account calls go out from',
    worth: 'plain',
  },
  {
    kind: 'account',
    where: 'store',
    store: 'keys',
    holds: 'the key that the accounts are encrypted with; scripts can use it, never read it',
    worth: 'secret',
  },
  { kind: 'history', where: 'store', store: 'history', holds: 'who called whom, when', worth: 'personal' },
  {
    kind: 'trace',
    where: 'store',
    store: 'trace',
    holds: 'SIP messages without their secrets: names, numbers, addresses on the network',
    worth: 'personal',
  },
  {
    kind: 'settings',
    where: 'store',
    store: 'settings',
    holds: 'choices, and the browser’s ids of sound devices',
    worth: 'plain',
  },
  {
    kind: 'identity',
    where: 'record',
    store: 'accounts',
    key: 'instance',
    holds: 'a random number that servers know this browser by (RFC 5626 4.1)',
    worth: 'personal',
  },
  { kind: 'program', where: 'cache', prefix: 'workbox-precache-', holds: 'the app', worth: 'plain' },
  { kind: 'program', where: 'serviceWorker', holds: 'what starts the app without network', worth: 'plain' },
];

/** How the names of the app's caches begin. */
export const CACHE_PREFIXES = KEPT.flatMap((kept) => (kept.where === 'cache' ? [kept.prefix] : []));
