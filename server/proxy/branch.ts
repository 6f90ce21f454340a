// The branch of our own Via (RFC 3261 section 16.6 step 8, and 16.11 for a stateless proxy).
// Owns its layout: a stateless branch carries the way back and the time, so that nothing is remembered.
import { createHash, randomBytes } from 'node:crypto';

const COOKIE = 'z9hG4bK';

export type OwnBranch =
  | { readonly kind: 'stateless'; readonly connectionId: string; readonly startedAt: number }
  | { readonly kind: 'invite'; readonly transactionId: string; readonly leg: number };

/** A branch by which the response finds its way back to a flow. `startedAt` in ms since the epoch. */
export function statelessBranch(connectionId: string, startedAt: number, identity: string): string {
  const digest = createHash('sha256').update(identity).digest('hex').slice(0, 16);
  return `${COOKIE}-s-${connectionId}-${startedAt.toString(36)}-${digest}`;
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
  if (parts[1] === 's' && parts.length === 5) {
    return {
      kind: 'stateless',
      connectionId: parts[2] ?? '',
      startedAt: Number.parseInt(parts[3] ?? '', 36),
    };
  }
  if (parts[1] !== 'i' || parts.length !== 4) return undefined;
  return { kind: 'invite', transactionId: parts[2] ?? '', leg: Number(parts[3]) };
}
