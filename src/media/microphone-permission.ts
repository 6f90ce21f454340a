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

export interface MicrophonePermission {
  readonly state: PermissionState;
  readonly browser: BrowserKind;
}

/** Before anything is known. */
export const UNKNOWN_PERMISSION: MicrophonePermission = { state: 'unknown', browser: 'other' };

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
