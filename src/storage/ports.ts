// Ports to what is kept between visits. Every method throws PhoneError `storageDenied`, `storageInsecure`, `storageFull` or `storageDamaged`.
import type { HistoryEntry } from '../phone/history.ts';
import type { Settings } from '../phone/settings.ts';
import type { Profile } from '../provisioning/profile.ts';
import type { TraceRecord } from '../sip/trace/trace-entry.ts';

export interface SettingsStore {
  /** Undefined where nothing was saved yet. */
  load(): Promise<Settings | undefined>;
  save(settings: Settings): Promise<void>;
}

/** Keeps one sign-in; secrets are encrypted at rest (docs/security.md). */
export interface AccountStore {
  load(): Promise<Profile | undefined>;
  save(profile: Profile): Promise<void>;
  clear(): Promise<void>;
  /** The instance id of this browser (RFC 5626 4.1): a UUID, made once and kept. */
  instanceId(): Promise<string>;
}

export interface HistoryStore {
  /** The newest entries first, at most `HISTORY_LIMIT`. */
  load(): Promise<readonly HistoryEntry[]>;
  put(entry: HistoryEntry): Promise<void>;
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
}

/** Keeps SIP messages without their secrets, bounded by `newestThatFit`. */
export interface TraceStore {
  /** In the order of time. */
  load(): Promise<readonly TraceRecord[]>;
  add(records: readonly TraceRecord[]): Promise<void>;
  clear(): Promise<void>;
}

/** How many calls are kept; older ones go when a new one comes. */
export const HISTORY_LIMIT = 500;
