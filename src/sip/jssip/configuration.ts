// How JsSIP is set up for an account: what it does by itself and we do instead is switched off.
import type { UA } from 'jssip';
import type { UAConfiguration } from 'jssip/lib/UA';
import { addressOfRecord, type Account, type Credentials } from '../account.ts';
import type { Signalling } from './transport/signalling.ts';

/** How long it rings here is for the server and the people to say: JsSIP's own limit, a minute by default, is only a last resort. */
const LONGEST_RING_S = 600;
/** JsSIP's configuration of an account's user agent. */
export function configurationOf(
  account: Account,
  credentials: Credentials,
  instanceId: string,
  signalling: Signalling,
): UAConfiguration {
  return {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- JsSIP takes any object of this shape
    sockets: signalling,
    uri: addressOfRecord(account),
    authorization_user: account.authUsername,
    password: credentials.password,
    instance_id: instanceId,
    // Ours to do: see registration.ts.
    register: false,
    register_expires: account.registerExpiresSeconds,
    // JsSIP's session timer refreshes every 45 s and ends the call when one refresh fails.
    session_timers: false,
    no_answer_timeout: LONGEST_RING_S,
    user_agent: 'Bothways',
    ...(account.displayName === '' ? {} : { display_name: account.displayName }),
  };
}

/** After one challenge JsSIP keeps a hash for its realm and forgets the password: a second realm could not be answered. */
export function keepPassword(ua: UA): void {
  const set = ua.set.bind(ua);
  ua.set = (parameter, value): boolean =>
    parameter === 'ha1' || parameter === 'realm' || set(parameter, value);
}
