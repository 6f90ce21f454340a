// The phone's state and every event that changes it. Pure: commands and their side effects live in the classes beside it.
import { ABLE } from '../media/call-ability.ts';
import { NO_DEVICES, type AudioDevices } from '../media/devices.ts';
import { UNKNOWN_PERMISSION, type MicrophonePermission } from '../media/microphone-permission.ts';
import { nextCall, type Call, type CallEvent, type Party } from '../sip/call-state.ts';
import { nextRegistration, SIGNED_OUT, type RegistrationEvent } from '../sip/registration-state.ts';
import type { HistoryEntry } from './history.ts';
import type { Setup } from './setup.ts';
import type {
  DeviceNotice,
  ForgottenNotice,
  Notice,
  PhoneState,
  SignedIn,
  StorageHealth,
} from './phone-state.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

export type PhoneEvent =
  | {
      readonly kind: 'booted';
      readonly settings: Settings;
      readonly history: readonly HistoryEntry[];
      readonly signedIn: SignedIn | undefined;
    }
  | { readonly kind: 'signedIn'; readonly signedIn: SignedIn }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'registrationChanged'; readonly event: RegistrationEvent }
  | { readonly kind: 'callStarted'; readonly call: Call }
  | { readonly kind: 'callChanged'; readonly id: string; readonly event: CallEvent }
  | { readonly kind: 'callDismissed' }
  | { readonly kind: 'takeoverChanged'; readonly takeover: Party | undefined }
  | { readonly kind: 'historyChanged'; readonly history: readonly HistoryEntry[] }
  | { readonly kind: 'settingsChanged'; readonly settings: Settings }
  | { readonly kind: 'devicesChanged'; readonly devices: AudioDevices }
  | { readonly kind: 'permissionChanged'; readonly permission: MicrophonePermission }
  | { readonly kind: 'deadServersChanged'; readonly servers: readonly string[] }
  | { readonly kind: 'storageFailed'; readonly health: StorageHealth }
  | { readonly kind: 'demoChecked'; readonly available: boolean }
  | { readonly kind: 'setupChanged'; readonly setup: Setup }
  | { readonly kind: 'setupClosed' }
  | { readonly kind: 'noticed'; readonly notice: Notice | DeviceNotice | ForgottenNotice }
  | { readonly kind: 'noticeDismissed' }
  | { readonly kind: 'soundChanged'; readonly allowed: boolean }
  | { readonly kind: 'updateFound' }
  | { readonly kind: 'onlineChanged'; readonly online: boolean };

/** The state before anything was read. */
export const INITIAL_PHONE_STATE: PhoneState = {
  boot: 'starting',
  ability: ABLE,
  signedIn: undefined,
  registration: SIGNED_OUT,
  call: undefined,
  takeover: undefined,
  history: [],
  settings: DEFAULT_SETTINGS,
  devices: NO_DEVICES,
  permission: UNKNOWN_PERMISSION,
  deadServers: [],
  storage: 'working',
  demo: 'unknown',
  setup: undefined,
  notice: undefined,
  sound: 'ready',
  updateReady: false,
  online: true,
};

function changeCall(state: PhoneState, id: string, event: CallEvent): PhoneState {
  if (state.call?.id !== id) return state;
  const call = nextCall(state.call, event);
  if (call === state.call) return state;
  return call.phase === 'terminated'
    ? { ...state, call, notice: afterCall(state.notice) }
    : { ...state, call };
}

/** What was said of the call on the line is over with it. */
const OF_A_CALL: readonly PhoneState['notice'][] = ['holdRefused', 'lineBusy', 'speakerRefused'];

function afterCall(notice: PhoneState['notice']): PhoneState['notice'] {
  const isOfCall = OF_A_CALL.includes(notice) || (typeof notice === 'object' && notice.kind !== 'forgotten');
  return isOfCall ? undefined : notice;
}

/** What was said of a microphone that is allowed by now is no longer so. */
function afterPermission({ notice }: PhoneState, permission: MicrophonePermission): PhoneState['notice'] {
  const isOver = notice === 'microphoneRefused' || notice === 'microphoneDismissed';
  return isOver && permission.state === 'granted' ? undefined : notice;
}

function changeRegistration(state: PhoneState, event: RegistrationEvent): PhoneState {
  const registration = nextRegistration(state.registration, event);
  return registration === state.registration ? state : { ...state, registration };
}

/** The next state; the same object where the event changes nothing. */
export function nextPhoneState(state: PhoneState, event: PhoneEvent): PhoneState {
  switch (event.kind) {
    case 'booted': {
      const { settings, history, signedIn } = event;
      return { ...state, boot: 'ready', settings, history, signedIn };
    }
    case 'signedIn':
      return { ...state, signedIn: event.signedIn };
    case 'signedOut':
      return { ...state, signedIn: undefined, registration: SIGNED_OUT };
    case 'registrationChanged':
      return changeRegistration(state, event.event);
    case 'callStarted':
      return { ...state, call: event.call, notice: undefined };
    case 'callChanged':
      return changeCall(state, event.id, event.event);
    case 'callDismissed':
      return state.call?.phase === 'terminated' ? { ...state, call: undefined } : state;
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
    case 'takeoverChanged':
      return { ...state, takeover: event.takeover };
    case 'deadServersChanged': {
      const isSame = event.servers.join() === state.deadServers.join();
      return isSame ? state : { ...state, deadServers: event.servers };
    }
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
