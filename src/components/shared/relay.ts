// Whether a relay for the sound is configured.
import { accountOfCall } from '../../phone/accounts/account-selectors.ts';
import type { PhoneState } from '../../phone/phone-state.ts';

/** True where a TURN server is among the servers of the call's account. */
export function hasRelay(state: PhoneState): boolean {
  const servers = accountOfCall(state, state.call)?.iceServers ?? [];
  return servers.some(({ urls }) => urls.some((url) => /^turns?:/iu.test(url)));
}
