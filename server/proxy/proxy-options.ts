// What the registrar and proxy is given.
// Owns the shape only.
import type { Clock } from '../shared/clock.ts';
import type { Authenticator } from './authenticator.ts';
import type { Manners } from './manners.ts';
import type { RegisterLimits } from './registrar/register.ts';
import type { Target } from './routing.ts';
import type { TransactionLog } from './transaction-log.ts';

export interface ProxyOptions {
  /** The SIP domain; its name is also the digest realm. */
  readonly domain: string;
  readonly authenticator: Authenticator;
  readonly isExtension: (user: string) => boolean;
  /** The far end's contact for a demo number. */
  readonly farEnd?: (number: string) => Target | undefined;
  /** The contact of the server's own desk, where it stands between two phones (see Manners). */
  readonly desk?: () => Target | undefined;
  /** Further host names of its own. */
  readonly alsoKnownAs?: readonly string[];
  /** Told of each contact that was registered or refreshed, once its answer is on the way. */
  readonly onRegistered?: (user: string, contact: string) => void;
  readonly log?: TransactionLog;
  readonly clock?: Clock;
  readonly registerLimits?: RegisterLimits;
  /** How it behaves where servers differ; the demo's own manners unless given. */
  readonly manners?: Manners;
  /** Whether it tells its phones by whose password a caller was known (RFC 3325 section 5); edges that stand for other servers do that by themselves. */
  readonly asserts?: boolean;
  /** Milliseconds; see InviteEnvironment. */
  readonly timerCMs?: number;
  readonly cancelGraceMs?: number;
  readonly flowGraceMs?: number;
  /** Signs the dialogs that begin here (see Dialogs); random unless given, and running calls then end with a restart. */
  readonly dialogSecret?: string;
}
