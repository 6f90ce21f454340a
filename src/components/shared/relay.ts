// Whether a relay for the sound is configured.
import type { AccountState } from '../../phone/accounts/account-state.ts';

/** True where a TURN server is among the servers of the account. */
export function hasRelay(account: AccountState | undefined): boolean {
  const servers = account?.iceServers ?? [];
  return servers.some(({ urls }) => urls.some((url) => /^turns?:/iu.test(url)));
}
