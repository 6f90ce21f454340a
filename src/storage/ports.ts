// Ports to what is kept between visits. Every method throws PhoneError `storageDenied`, `storageInsecure`, `storageFull` or `storageDamaged`.
import type { HistoryChange, HistoryEntry } from '../phone/history.ts';
import type { Settings } from '../phone/settings.ts';
import type { Profile } from '../provisioning/profile.ts';
import type { TraceRecord } from '../sip/trace/trace-entry.ts';
import type { KeptKind } from './kept-kinds.ts';

export interface SettingsStore {
  /** Undefined where nothing was saved yet. */
  load(): Promise<Settings | undefined>;
  save(settings: Settings): Promise<void>;
}

/** One sign-in. */
export interface KeptAccount {
  /** Made once; history and trace name the account by it. */
  readonly id: string;
  readonly profile: Profile;
}

export interface KeptAccounts {
  /** In the order in which they were added. */
  readonly accounts: readonly KeptAccount[];
  /** The one that calls go out from; undefined where nobody chose, and perhaps of one that is gone. */
  readonly dialId: string | undefined;
  /** Those that could not be read, and what reading them threw; the others don't suffer. */
  readonly damaged: readonly { readonly id: string; readonly problem: unknown }[];
}

/** Keeps sign-ins, each by itself; secrets are encrypted at rest (docs/security.md). */
export interface AccountStore {
  load(): Promise<KeptAccounts>;
  add(account: KeptAccount): Promise<void>;
  /** Changes these fields of what is kept, whoever changed others meanwhile; does nothing for one that is gone. */
  change(id: string, change: Partial<Profile>): Promise<void>;
  remove(id: string): Promise<void>;
  chooseDial(id: string): Promise<void>;
  /** The instance id of this browser (RFC 5626 4.1): a UUID, made once and kept. */
  instanceId(): Promise<string>;
}

export interface HistoryStore {
  /** The newest entries first. */
  load(): Promise<readonly HistoryEntry[]>;
  /** Writes all of it or nothing, and drops what there is no room for (history-bounds.ts). */
  write(change: Pick<HistoryChange, 'put' | 'removed'>): Promise<void>;
}

/** Keeps SIP messages without their secrets, bounded by `newestThatFit`. */
export interface TraceStore {
  /** In the order of time. */
  load(): Promise<readonly TraceRecord[]>;
  add(records: readonly TraceRecord[]): Promise<void>;
}

/** The most lines of the history: the sum of its shelves (history-bounds.ts). */
export const HISTORY_LIMIT = 700;

/**
 * Deletes all of these kinds from this browser; what is left out stays. What the database holds goes in one step: all or nothing.
 * Says which kinds could not be deleted. Never rejects.
 */
export type Erase = (kinds: readonly KeptKind[]) => Promise<readonly KeptKind[]>;
