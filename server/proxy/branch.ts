// The branch of our own Via (RFC 3261 section 16.6 step 8, and 16.11 for a stateless proxy).
// Owns its layout; refuses to know what lies behind an id.
import { randomBytes } from 'node:crypto';

const COOKIE = 'z9hG4bK';

export type OwnBranch =
  | { readonly kind: 'stateless'; readonly id: string }
  | { readonly kind: 'invite'; readonly transactionId: string; readonly leg: number };

/** A branch of a request forwarded without a transaction; `id` as WaysBack gives it. */
export function statelessBranch(id: string): string {
  return `${COOKIE}-s-${id}`;
}

/** A branch of one leg of a forked INVITE. */
export function inviteBranch(transactionId: string, leg: number): string {
  return `${COOKIE}-i-${transactionId}-${String(leg)}`;
}

export function newTransactionId(): string {
  return randomBytes(9).toString('hex');
}

/** Reads a branch that this proxy made; undefined for any other. */
export function readBranch(branch: string): OwnBranch | undefined {
  const parts = branch.split('-');
  if (parts[0] !== COOKIE) return undefined;
  if (parts[1] === 's' && parts.length === 3) return { kind: 'stateless', id: parts[2] ?? '' };
  if (parts[1] !== 'i' || parts.length !== 4) return undefined;
  return { kind: 'invite', transactionId: parts[2] ?? '', leg: Number(parts[3]) };
}
