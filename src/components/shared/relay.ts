// Whether a relay for the sound is configured.
import type { PhoneState } from '../../phone/phone-state.ts';

/** True where a TURN server is among the servers of the present sign-in. */
export function hasRelay({ signedIn }: PhoneState): boolean {
  return signedIn?.iceServers.some(({ urls }) => urls.some((url) => /^turns?:/iu.test(url))) ?? false;
}
