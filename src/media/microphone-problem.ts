// Why getUserMedia failed, in terms a person can act on. Pure: gets what was thrown and what the browser says of the permission.
// Source: W3C mediacapture-main 10.3.1; the messages are Chromium's, the only browser that tells a dismissed question from a
// block by the system.
import type { MicrophoneProblem } from './media-session.ts';
import type { PermissionState } from './microphone-permission.ts';

/** What was thrown; `name` and `message` of a DOMException. */
export interface MicrophoneFailure {
  readonly name: string;
  readonly message: string;
}

/** `permission`: what the browser says after the failure. A site that is allowed and gets none is held back by the system. */
function notAllowed(message: string, permission: PermissionState): MicrophoneProblem {
  if (/\bsystem\b/iu.test(message) || permission === 'granted') return 'blockedBySystem';
  return /\bdismissed\b/iu.test(message) && permission !== 'denied' ? 'dismissed' : 'refused';
}

/** What to tell of a failure; anything unknown means that the device could not be opened. */
export function microphoneProblem(
  { name, message }: MicrophoneFailure,
  permission: PermissionState,
): MicrophoneProblem {
  switch (name) {
    case 'NotAllowedError':
      return notAllowed(message, permission);
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    default:
      return 'busy';
  }
}
