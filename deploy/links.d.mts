// Types of links.mjs for the tests.
import type { User } from './users.mjs';
import type { Values } from './values.mjs';
export function profileOf(user: User, given: Values): object;
export function newPassphrase(): string;
export function seal(profile: object, passphrase: string): string;
export function lockedLinkOf(user: User, given: Values, passphrase: string): string;
export function plainLinkOf(user: User, given: Values): string;
export function linksFor(job: {
  users: readonly User[];
  values: Values;
  options: { plain?: boolean; passphrases?: string; 'passphrase-file'?: string };
}): { lines: string[]; passphrases: string[]; warning: string | undefined };
