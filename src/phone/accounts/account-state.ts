// What screens may see of one account: who it is, its servers, and whether they know us. Contains no secret, whatever the profile
// holds.
import type { IceServer, IceTransportPolicy } from '../../media/ice-server.ts';
import { hideSecrets } from '../../provisioning/hide-secrets.ts';
import type { Profile } from '../../provisioning/profile.ts';
import { shownServiceUrl } from '../../provisioning/turn-service.ts';
import type { Account } from '../../sip/account.ts';
import type { ConnectionState } from '../../sip/connection-state.ts';
import type { RegistrationState } from '../../sip/registration-state.ts';

/** What the profile says. */
export interface AccountFacts {
  /** Made once and kept, whatever is edited: history and trace name the account by it. */
  readonly id: string;
  readonly profileName: string;
  /** What stands behind a `?` in the addresses of its servers is hidden. */
  readonly account: Account;
  /** Addresses alone. */
  readonly iceServers: readonly IceServer[];
  readonly iceTransportPolicy: IceTransportPolicy;
  /** Where TURN credentials are fetched; empty for nowhere. */
  readonly turnServiceUrl: string;
  readonly echoNumber: string;
}

export interface AccountState extends AccountFacts {
  readonly connection: ConnectionState;
  readonly registration: RegistrationState;
  /** The servers that it was connected to since the page was opened, without what stands behind a `?`. */
  readonly reached?: readonly string[];
  /** STUN and TURN servers that did not answer and are left out for a while (`serverKey`). */
  readonly deadServers: readonly string[];
}

/** What screens may see of a profile. */
export function accountFacts(id: string, profile: Profile): AccountFacts {
  const { name, iceTransportPolicy, turnService, echoNumber } = profile;
  const { account } = hideSecrets(profile);
  const iceServers = profile.iceServers.map(({ urls }) => ({ urls }));
  const turnServiceUrl = turnService === undefined ? '' : shownServiceUrl(turnService);
  return { id, profileName: name, account, iceServers, iceTransportPolicy, turnServiceUrl, echoNumber };
}
