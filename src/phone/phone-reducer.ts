// The phone's state and every event that changes it. Pure: commands and their side effects live in the classes beside it.
import { ABLE } from '../media/call-ability.ts';
import { NO_DEVICES, type AudioDevices } from '../media/devices.ts';
import { UNKNOWN_PERMISSION, type MicrophonePermission } from '../media/microphone-permission.ts';
import type { Call, CallEvent } from '../sip/call-state.ts';
import type { AccountFacts } from './accounts/account-state.ts';
import { keptAccounts, nextAccounts, NO_ACCOUNTS, type AccountsEvent } from './accounts/accounts-reducer.ts';
import { withChange, withJoined, withNewCall, withoutCall, type CallsState } from './calls/calls-state.ts';
import type { HistoryEntry } from './history.ts';
import type { Setup } from './setup.ts';
import type {
  ConferenceParty,
  CutNotice,
  DeviceNotice,
  ForgottenNotice,
  Notice,
  PhoneState,
  StorageHealth,
} from './phone-state.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

export type PhoneEvent =
  | AccountsEvent
  | {
      readonly kind: 'booted';
      readonly settings: Settings;
      readonly history: readonly HistoryEntry[];
      readonly accounts: readonly AccountFacts[];
      readonly dialAccountId: string | undefined;
    }
  | { readonly kind: 'callStarted'; readonly call: Call }
  | { readonly kind: 'callChanged'; readonly id: string; readonly event: CallEvent }
  | { readonly kind: 'callDismissed'; readonly id: string }
  /** The person is with another call now. */
  | { readonly kind: 'activeCallChanged'; readonly id: string }
  /** Somebody talks, or not any more, while no call hears them. */
  | { readonly kind: 'talksUnheardChanged'; readonly isTalking: boolean }
  | { readonly kind: 'conferenceChanged'; readonly parties: readonly ConferenceParty[] }
  | { readonly kind: 'historyChanged'; readonly history: readonly HistoryEntry[] }
  | { readonly kind: 'settingsChanged'; readonly settings: Settings }
  | { readonly kind: 'devicesChanged'; readonly devices: AudioDevices }
  | { readonly kind: 'permissionChanged'; readonly permission: MicrophonePermission }
  | { readonly kind: 'storageFailed'; readonly health: StorageHealth }
  | { readonly kind: 'demoChecked'; readonly available: boolean }
  | { readonly kind: 'setupChanged'; readonly setup: Setup }
  | { readonly kind: 'setupClosed' }
  | { readonly kind: 'noticed'; readonly notice: Notice | DeviceNotice | ForgottenNotice | CutNotice }
  | { readonly kind: 'noticeDismissed' }
  | { readonly kind: 'soundChanged'; readonly allowed: boolean }
  | { readonly kind: 'updateFound' }
  | { readonly kind: 'onlineChanged'; readonly online: boolean };

/** The state before anything was read. */
export const INITIAL_PHONE_STATE: PhoneState = {
  boot: 'starting',
  ability: ABLE,
  ...NO_ACCOUNTS,
  calls: [],
  activeCallId: undefined,
  talksUnheard: false,
  conference: [],
  history: [],
  settings: DEFAULT_SETTINGS,
  devices: NO_DEVICES,
  permission: UNKNOWN_PERMISSION,
  storage: 'working',
  demo: 'unknown',
  setup: undefined,
  notice: undefined,
  sound: 'ready',
  updateReady: false,
  online: true,
};

function inState(state: PhoneState, calls: CallsState): PhoneState {
  return calls === state ? state : { ...state, calls: calls.calls, activeCallId: calls.activeCallId };
}

function changeCall(state: PhoneState, id: string, event: CallEvent): PhoneState {
  const next = inState(state, withChange(state, id, event));
  return next !== state && event.kind === 'terminated' ? { ...next, notice: afterCall(next.notice) } : next;
}

/** What was said of a call is over with it. */
const OF_A_CALL: readonly PhoneState['notice'][] = ['holdRefused', 'lineBusy', 'speakerRefused'];

function afterCall(notice: PhoneState['notice']): PhoneState['notice'] {
  const isOfCall = OF_A_CALL.includes(notice) || (typeof notice === 'object' && 'role' in notice);
  return isOfCall ? undefined : notice;
}

/** What was said of a microphone that is allowed by now is no longer so. */
function afterPermission({ notice }: PhoneState, permission: MicrophonePermission): PhoneState['notice'] {
  const isOver = notice === 'microphoneRefused' || notice === 'microphoneDismissed';
  return isOver && permission.state === 'granted' ? undefined : notice;
}

function changeAccounts(state: PhoneState, event: AccountsEvent): PhoneState {
  const { accounts, dialAccountId } = state;
  const next = nextAccounts(state, event);
  const isSame = next.accounts === accounts && next.dialAccountId === dialAccountId;
  return isSame ? state : { ...state, accounts: next.accounts, dialAccountId: next.dialAccountId };
}

/** The next state; the same object where the event changes nothing. */
export function nextPhoneState(state: PhoneState, event: PhoneEvent): PhoneState {
  switch (event.kind) {
    case 'booted': {
      const { settings, history, accounts, dialAccountId } = event;
      return { ...state, boot: 'ready', settings, history, ...keptAccounts(accounts, dialAccountId) };
    }
    case 'accountShown':
    case 'accountGone':
    case 'accountChanged':
    case 'deadServersChanged':
    case 'dialAccountChosen':
      return changeAccounts(state, event);
    case 'callStarted':
      return { ...inState(state, withNewCall(state, event.call)), notice: undefined };
    case 'callChanged':
      return changeCall(state, event.id, event.event);
    case 'callDismissed':
      return inState(state, withoutCall(state, event.id));
    case 'activeCallChanged':
      return { ...state, activeCallId: event.id };
    case 'conferenceChanged':
      return { ...state, calls: withJoined(state.calls, event.parties), conference: event.parties };
    case 'historyChanged':
      return { ...state, history: event.history };
    case 'settingsChanged':
      return { ...state, settings: event.settings };
    case 'devicesChanged':
      return { ...state, devices: event.devices };
    case 'permissionChanged':
      return {
        ...state,
        permission: event.permission,
        notice: afterPermission(state, event.permission),
      };
    case 'talksUnheardChanged':
      return { ...state, talksUnheard: event.isTalking };
    case 'storageFailed':
      return { ...state, storage: event.health };
    case 'demoChecked':
      return { ...state, demo: event.available ? 'available' : 'absent' };
    case 'setupChanged':
      return { ...state, setup: event.setup };
    case 'setupClosed':
      return { ...state, setup: undefined };
    case 'noticed':
      return state.notice === event.notice ? state : { ...state, notice: event.notice };
    case 'noticeDismissed':
      return { ...state, notice: undefined };
    case 'soundChanged': {
      const sound = event.allowed ? 'ready' : 'blocked';
      return state.sound === sound ? state : { ...state, sound };
    }
    case 'updateFound':
      return { ...state, updateReady: true };
    case 'onlineChanged':
      return state.online === event.online ? state : { ...state, online: event.online };
  }
}
