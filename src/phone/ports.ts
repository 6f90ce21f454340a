// Everything the phone needs from outside, in one place: main.ts gives the real ones, tests give doubles.
import type { CallAbility } from '../media/call-ability.ts';
import type { OpenConference } from '../media/conference.ts';
import type { DeviceDirectory } from '../media/devices.ts';
import type { OpenMediaSession, OpenMicrophone } from '../media/media-session.ts';
import type { TestIceServer } from '../media/ice-probe.ts';
import type { FollowPermission } from '../media/microphone-permission.ts';
import type { RecordSound } from '../media/sound-recorder.ts';
import type { Preflight } from '../media/server-memory.ts';
import type { Sounds } from '../media/sounds.ts';
import type { Demo } from '../provisioning/demo.ts';
import type { IceListResult } from '../provisioning/ice-list.ts';
import type { RedeemToken, Unseal } from '../provisioning/links/ports.ts';
import type { FetchTurnCredentials } from '../provisioning/turn-service.ts';
import type { Connectivity, Updates } from '../pwa/ports.ts';
import type { CreateUserAgent } from '../sip/user-agent.ts';
import type { AccountStore, Erase, HistoryStore, SettingsStore, TraceStore } from '../storage/ports.ts';
import type { Clock } from './clock.ts';
import type { HistoryChange, HistoryEntry } from './history.ts';
import type { Log } from './log.ts';
import type { OtherTabs } from './other-tabs.ts';
import type { SharedRings } from './calls/shared-rings.ts';

export interface PhonePorts {
  readonly clock: Clock;
  readonly log: Log;
  /** A new unique id (a UUID). */
  readonly newId: () => string;
  /** Whether no other tab of this browser shows the phone: one alone may use the kept instance id. Never rejects. */
  readonly isFirstTab: () => Promise<boolean>;
  /** Whether this browser can call at all; fixed for the life of the page. */
  readonly ability: CallAbility;
  readonly createUserAgent: CreateUserAgent;
  readonly openMicrophone: OpenMicrophone;
  readonly openMediaSession: OpenMediaSession;
  readonly openConference: OpenConference;
  readonly testIceServer: TestIceServer;
  readonly preflight: Preflight;
  readonly fetchTurnCredentials: FetchTurnCredentials;
  /** Reads a pasted list of servers; what does that is fetched on first use. */
  readonly readIceList: (text: string) => Promise<IceListResult>;
  readonly recordSound: RecordSound;
  /** How a call joins the history (history-bounds.ts); undefined before a user agent was created. */
  readonly historyRules: () =>
    ((history: readonly HistoryEntry[], entry: HistoryEntry) => HistoryChange) | undefined;
  /** What rings in other windows too (shared-rings.ts); undefined before a user agent was created. */
  readonly sharedRings: () => SharedRings | undefined;
  readonly devices: DeviceDirectory;
  readonly followPermission: FollowPermission;
  readonly sounds: Sounds;
  readonly settings: SettingsStore;
  readonly accounts: AccountStore;
  readonly history: HistoryStore;
  readonly trace: TraceStore;
  readonly erase: Erase;
  readonly otherTabs: OtherTabs;
  readonly demo: Demo;
  readonly redeemToken: RedeemToken;
  readonly unseal: Unseal;
  readonly updates: Updates;
  readonly connectivity: Connectivity;
}
