// All that the screens show of the phone, as one readonly value.
import type { CallAbility } from '../media/call-ability.ts';
import type { AudioDevices, DeviceRole } from '../media/devices.ts';
import type { MicrophonePermission } from '../media/microphone-permission.ts';
import type { Call } from '../sip/call-state.ts';
import type { Party } from '../sip/party.ts';
import type { AccountsState } from './accounts/accounts-reducer.ts';
import type { HistoryEntry } from './history.ts';
import type { KeptKind } from '../storage/kept-kinds.ts';
import type { Setup } from './setup.ts';
import type { Settings } from './settings.ts';

/** Whether what the person does is kept. `damaged`: the store could not be read and was set aside; `insecure`: all but the sign-in is kept;
 * `silent`: it does not answer. */
export type StorageHealth = 'working' | 'denied' | 'insecure' | 'full' | 'damaged' | 'silent';

/** Something the person should know once and can dismiss. */
export type Notice =
  | 'microphoneRefused'
  | 'microphoneDismissed'
  | 'microphoneBlockedBySystem'
  | 'microphoneMissing'
  | 'microphoneBusy'
  | 'insecurePage'
  | 'demoUnavailable'
  | 'demoFull'
  | 'badTarget'
  | 'cannotCall'
  | 'lineBusy'
  | 'missedWhileBusy'
  | 'callCouldNotRing'
  | 'holdRefused'
  | 'outputRefused'
  | 'speakerRefused'
  | 'internal';

/** A device came or went during a call. Names are empty where the browser tells none, or the system chose. */
export interface DeviceNotice {
  readonly kind: 'deviceGone' | 'deviceBack';
  readonly role: Exclude<DeviceRole, 'ringer'>;
  readonly device: string;
  /** What is used now. */
  readonly now: string;
}

/** Things were deleted, because the person wanted that or another tab did it. */
export interface ForgottenNotice {
  readonly kind: 'forgotten';
  readonly gone: readonly KeptKind[];
  /** What is still here. */
  readonly left: readonly KeptKind[];
  /** What should be gone and is not. */
  readonly failed: readonly KeptKind[];
  /** Another window of this browser signed out, and this one with it. */
  readonly elsewhere?: boolean;
}

/** Calls ended because the page was closed or reloaded. */
export interface CutNotice {
  readonly kind: 'callCut';
  readonly remote: Party;
  /** How many ended besides. */
  readonly others: number;
}

/** A call's part in a conversation of several. */
export interface ConferenceParty {
  readonly callId: string;
  /** Whether the others hear it. */
  readonly isHeard: boolean;
}

export interface PhoneState extends AccountsState {
  /** `starting` until storage was read; nothing can be decided before. */
  readonly boot: 'starting' | 'ready';
  /** Whether this browser can call at all; everything else works either way. */
  readonly ability: CallAbility;
  /** The calls there are, in the order in which they began; one that ended stays until it is dismissed. */
  readonly calls: readonly Call[];
  /** The call that the person is with; undefined where there is none. */
  readonly activeCallId: string | undefined;
  /** The calls that are joined to one conversation, in the order in which they joined; empty for none. */
  readonly conference: readonly ConferenceParty[];
  readonly history: readonly HistoryEntry[];
  readonly settings: Settings;
  readonly devices: AudioDevices;
  readonly permission: MicrophonePermission;
  readonly storage: StorageHealth;
  /** Whether this page comes from the demo, which has accounts. */
  readonly demo: 'unknown' | 'available' | 'absent';
  /** The person talks while every call is muted or on hold. */
  readonly talksUnheard: boolean;
  /** A setup link that was opened and waits for an answer. */
  readonly setup: Setup | undefined;
  readonly notice: Notice | DeviceNotice | ForgottenNotice | CutNotice | undefined;
  /** `blocked`: the browser wants a gesture before it plays sound (autoplay policy). */
  readonly sound: 'ready' | 'blocked';
  /** A new version waits to be activated. */
  readonly updateReady: boolean;
  readonly online: boolean;
}
