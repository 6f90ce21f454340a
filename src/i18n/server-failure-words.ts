// The words for what keeps the phone from its server, and for a registration that failed: what the shell shows before any call. The
// rest of the failures is in failure-words.ts, which only calls and the history load.
import { msg } from '@lit/localize';

/** What a person is told about a failure. */
export interface FailureWords {
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
}

export type ServerKey =
  | 'wrongPassword'
  | 'askedForPassword'
  | 'forbidden'
  | 'serverError'
  | 'serverBusy'
  | 'timeout'
  | 'connectionLost'
  | 'notListed'
  | 'deviceRefused'
  | 'replaced'
  | 'notConnected'
  | 'notRegistered';

export const SERVER_FAILURES: Readonly<Record<ServerKey, () => FailureWords>> = {
  wrongPassword: () => ({
    title: msg('Wrong username or password'),
    cause: msg('The server did not accept this sign-in.'),
    remedy: msg('Check the username, the password and, if you have one, the auth username.'),
  }),
  askedForPassword: () => ({
    title: msg('The other side asked for your password'),
    cause: msg('Only your own server may ask for it (digest challenge), so the phone gave nothing away.'),
    remedy: msg(
      'If this happens with every number, tell your administrator: the server asks under another name (realm) than for sign-in.',
    ),
  }),
  forbidden: () => ({
    title: msg('Not allowed'),
    cause: msg('The server understood and refuses: this account may not do that.'),
    remedy: msg('Ask your administrator whether you may call this number.'),
  }),
  serverError: () => ({
    title: msg('The server had a problem'),
    cause: msg('Something failed on the server, not on this phone.'),
    remedy: msg('Try again; tell your administrator if it stays so.'),
  }),
  serverBusy: () => ({
    title: msg('The server is overloaded'),
    cause: msg('It answered that it can’t take more calls right now.'),
    remedy: msg('Wait a minute, then try again.'),
  }),
  timeout: () => ({
    title: msg('The server took too long'),
    cause: msg('The request went out, and no answer came back in time.'),
    remedy: msg('Try again; check your connection if it stays so.'),
  }),
  connectionLost: () => ({
    title: msg('The connection was lost'),
    cause: msg('For a minute neither sound came through nor the server could be reached.'),
    remedy: msg('The phone reconnects on its own. Call again once it says Registered.'),
  }),
  notListed: () => ({
    title: msg('The server did not keep this phone’s address'),
    cause: msg('It accepted the sign-in, but does not list this phone, so no call would arrive.'),
    remedy: msg('The phone signs in again by itself; tell your administrator if it stays so.'),
  }),
  deviceRefused: () => ({
    title: msg('The password is right, but this device isn’t let in'),
    cause: msg('The server takes only so many devices for one user, and others are signed in.'),
    remedy: msg(
      'Sign out on another device, or ask the administrator to allow more (Asterisk: max_contacts). The phone tries again by itself.',
    ),
  }),
  replaced: () => ({
    title: msg('Another device took this phone’s place'),
    cause: msg('The server lets one device of this user in at a time. Calls ring on the other device now.'),
    remedy: msg('Press “Ring here again” to have calls come to this device; the other one loses them then.'),
  }),
  notConnected: () => ({
    title: msg('Not connected to the server'),
    cause: msg('The phone could not reach the server.'),
    remedy: msg('Check the network and the WebSocket server address.'),
  }),
  notRegistered: () => ({
    title: msg('The server has not let this phone in'),
    cause: msg(
      'There is a connection, but the server did not accept the sign-in, so it would not take the call.',
    ),
    remedy: msg('The Network screen says why (registration); call again once it says Registered.'),
  }),
};

/** Refusals of a REGISTER that stand for something else in a call (RFC 3261 10.3, 21.4.5). */
const REFUSALS = {
  wrongPassword: (): FailureWords => ({
    ...SERVER_FAILURES.wrongPassword(),
    remedy: msg(
      'Check the username, the password and, if you have one, the auth username. If all are right, the server may let no further device in: “Try now” finds out.',
    ),
  }),
  notFound: (): FailureWords => ({
    title: msg('The server doesn’t know this user'),
    cause: msg('No account of this name is set up there.'),
    remedy: msg('Check the username and the domain.'),
  }),
  other: (): FailureWords => ({
    title: msg('The server refused the sign-in'),
    cause: msg('It answered the registration with the code beside this.'),
    remedy: msg('Show the code to your administrator.'),
  }),
};

/** Title, cause and remedy of a registration that failed, in the present language. */
export function registrationFailureWords(cause: string): FailureWords {
  if (cause === 'wrongPassword') return REFUSALS.wrongPassword();
  if (cause in SERVER_FAILURES) return SERVER_FAILURES[cause as ServerKey]();
  return cause === 'notFound' ? REFUSALS.notFound() : REFUSALS.other();
}
