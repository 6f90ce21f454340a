// Whether this browser can call at all, and what keeps it from it: judged from the interfaces that the page found. Pure.
// What can't be told apart from within a page (a browser without WebRTC, and one where it was switched off) is one kind.

/** What the page found, read once: none of it changes while the page lives. */
export interface BrowserFeatures {
  /** `isSecureContext` (W3C secure-contexts): https, or this machine's own localhost. */
  readonly isSecure: boolean;
  /** The page's address: `http:`, `host:port`, `/path`. */
  readonly address: { readonly protocol: string; readonly host: string; readonly path: string };
  readonly hasWebSocket: boolean;
  /** RTCPeerConnection (W3C webrtc 4.4). */
  readonly hasPeerConnection: boolean;
  /** `mediaDevices.getUserMedia` (W3C mediacapture-streams 9); insecure pages have none. */
  readonly hasMicrophoneApi: boolean;
}

/** `secureAddress`: the same page by https; undefined where the page was not opened with http. */
export type CallHindrance =
  | { readonly kind: 'insecurePage'; readonly secureAddress: string | undefined }
  | { readonly kind: 'noWebSocket' | 'noPeerConnection' | 'noMicrophoneApi' };

/** `unable`: no call can be made or taken; all else works, unless there is no WebSocket either. */
export type CallAbility =
  | { readonly kind: 'able' }
  | { readonly kind: 'unable'; readonly hindrances: readonly [CallHindrance, ...CallHindrance[]] };

export const ABLE: CallAbility = { kind: 'able' };

function secureAddressOf({ protocol, host, path }: BrowserFeatures['address']): string | undefined {
  return protocol === 'http:' ? `https://${host}${path}` : undefined;
}

/** What these features mean for calls; the hindrance that a person can mend soonest comes first. */
export function judgeCallAbility(features: BrowserFeatures): CallAbility {
  const hindrances: CallHindrance[] = [];
  if (!features.isSecure)
    hindrances.push({ kind: 'insecurePage', secureAddress: secureAddressOf(features.address) });
  if (!features.hasPeerConnection) hindrances.push({ kind: 'noPeerConnection' });
  // An insecure page has none for that reason alone, whatever the browser.
  if (features.isSecure && !features.hasMicrophoneApi) hindrances.push({ kind: 'noMicrophoneApi' });
  if (!features.hasWebSocket) hindrances.push({ kind: 'noWebSocket' });
  const [first, ...others] = hindrances;
  return first === undefined ? ABLE : { kind: 'unable', hindrances: [first, ...others] };
}

/** Whether this is among what keeps the browser from calling. */
export function isHinderedBy(ability: CallAbility, kind: CallHindrance['kind']): boolean {
  return ability.kind === 'unable' && ability.hindrances.some((hindrance) => hindrance.kind === kind);
}

/** True where no microphone can be opened, so that a test of it is no use. */
export function lacksMicrophone(ability: CallAbility): boolean {
  return isHinderedBy(ability, 'insecurePage') || isHinderedBy(ability, 'noMicrophoneApi');
}
