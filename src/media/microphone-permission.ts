// Port: whether the browser gives this page the microphone, and which browser it is, so that the right steps can be named.

/** `prompt`: it asks when a call begins; `unknown`: this browser doesn't tell beforehand. */
export type PermissionState = 'granted' | 'denied' | 'prompt' | 'unknown';

/** Browsers whose steps differ. On iOS every browser is WebKit, and its permissions stand in the system's settings. */
export type BrowserKind =
  | 'chromium'
  | 'firefox'
  | 'safariMac'
  | 'safariIos'
  | 'otherIos'
  | 'chromeAndroid'
  | 'firefoxAndroid'
  | 'other';

/** Systems whose own settings can hold the microphone back. */
export type SystemKind = 'windows' | 'macos' | 'ios' | 'android' | 'chromeos' | 'linux' | 'other';

export interface MicrophonePermission {
  readonly state: PermissionState;
  readonly browser: BrowserKind;
  readonly system: SystemKind;
}

/** Before anything is known. */
export const UNKNOWN_PERMISSION: MicrophonePermission = {
  state: 'unknown',
  browser: 'other',
  system: 'other',
};

/** Tells the permission now and whenever it changes. Never asks for it. Rejects where its code can't be loaded. */
export type FollowPermission = (listener: (permission: MicrophonePermission) => void) => Promise<void>;

function iosKind(userAgent: string): BrowserKind {
  return /CriOS|FxiOS|EdgiOS|OPT\/|DuckDuckGo/u.test(userAgent) ? 'otherIos' : 'safariIos';
}

/** Which browser a user agent string means; `touchPoints` tells an iPad, which calls itself a Macintosh, from a Mac. */
export function browserKindOf(userAgent: string, touchPoints: number): BrowserKind {
  const isMac = userAgent.includes('Macintosh');
  if (/iPhone|iPad|iPod/u.test(userAgent) || (isMac && touchPoints > 1)) return iosKind(userAgent);
  const isAndroid = userAgent.includes('Android');
  if (userAgent.includes('Firefox/')) return isAndroid ? 'firefoxAndroid' : 'firefox';
  if (/Chrome\/|Chromium\//u.test(userAgent)) return isAndroid ? 'chromeAndroid' : 'chromium';
  return isMac && userAgent.includes('Safari/') ? 'safariMac' : 'other';
}

const SYSTEMS: readonly (readonly [RegExp, SystemKind])[] = [
  [/iPhone|iPad|iPod/u, 'ios'],
  [/Android/u, 'android'],
  [/CrOS/u, 'chromeos'],
  [/Windows/u, 'windows'],
  [/Macintosh/u, 'macos'],
  [/Linux|X11/u, 'linux'],
];

/** Which system a user agent string means; `touchPoints` as above. */
export function systemKindOf(userAgent: string, touchPoints: number): SystemKind {
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'other';
  return system === 'macos' && touchPoints > 1 ? 'ios' : system;
}
