// A provisioning profile: everything that one sign-in needs, as an administrator or the sign-in form states it.
import type { Account, Credentials } from '../sip/account.ts';
import type { IceServer, IceTransportPolicy } from '../media/ice-server.ts';
import type { LeftOut } from './ice-entry.ts';
import type { TurnService } from './turn-service.ts';

export interface Profile {
  /** What the profile calls itself (`Bothways demo`, a company); empty for one typed by hand. */
  readonly name: string;
  readonly account: Account;
  readonly credentials: Credentials;
  readonly iceServers: readonly IceServer[];
  /** What of its list of servers no call can use, to be told before it is taken. */
  readonly leftOut?: readonly LeftOut[];
  readonly iceTransportPolicy: IceTransportPolicy;
  /** Where short-lived TURN credentials come from; undefined for nowhere. */
  readonly turnService: TurnService | undefined;
  /** Whoever the other end of a call hands us over to is called without a question (REFER); absent where the person is asked. */
  readonly followsTransfers?: true;
  /** Number that answers with an echo, empty where there is none. */
  readonly echoNumber: string;
  /** Path on the page's own origin that renews this profile's short-lived secrets; empty for none. */
  readonly refreshUrl: string;
}
