// Whether the server of one account knows us (RFC 3261 10): what our REGISTER came to over the connection that is open. Without a
// connection nothing is known (`none`); a registrar that refuses, lists another or keeps silent leaves us connected, not registered.
//
//   from \ event  connected    registered   failed                 the connection is lost, tried anew or ended
//   none          registering  -            -                      -
//   registering   registering  registered   failed | replaced      none
//   registered    -            registered   failed | replaced      none
//   failed        registering  registered   failed | replaced      none
//   replaced      registering  registered   failed | replaced      none
//
// `-`: nothing changes. `failed` leads to `replaced` where that is its cause. A connection that takes the place of another while we are
// registered leaves us registered.
import type { ConnectionEvent, ConnectionState } from './connection-state.ts';
import type { FailureCause } from './failure-cause.ts';

export type RegistrationState =
  | { readonly phase: 'none' }
  | { readonly phase: 'registering' }
  /** `expiresAtMs`: as granted by the server, milliseconds since the epoch; it is refreshed long before. */
  | { readonly phase: 'registered'; readonly expiresAtMs: number }
  /** `retryAtMs`: when the next REGISTER goes out by itself; absent where none does. */
  | {
      readonly phase: 'failed';
      readonly cause: Exclude<FailureCause, 'replaced'>;
      readonly statusCode: number | undefined;
      readonly retryAtMs?: number;
    }
  /** Another device has our place, and the person decides whether we take it back. */
  | { readonly phase: 'replaced' };

export type RegistrationEvent =
  | ConnectionEvent
  | { readonly kind: 'registered'; readonly expiresAtMs: number }
  | {
      readonly kind: 'failed';
      readonly cause: FailureCause;
      readonly statusCode: number | undefined;
      readonly retryAtMs?: number;
    };

export const NO_REGISTRATION: RegistrationState = { phase: 'none' };

/** Causes that say that the server took our proof of the password: calls from here are no more in doubt than those of others. */
const KNOWN_TO_THE_SERVER: readonly FailureCause[] = ['notListed', 'deviceRefused'];

/**
 * Whether calls may go out: over an open connection, to a server that took our password or has yet to answer. One that refused it would
 * refuse a call too, and count one more wrong password.
 */
export function mayCall(connection: ConnectionState, registration: RegistrationState): boolean {
  if (connection.phase !== 'open') return false;
  switch (registration.phase) {
    case 'registering':
    case 'registered':
    case 'replaced':
      return true;
    case 'failed':
      return KNOWN_TO_THE_SERVER.includes(registration.cause);
    case 'none':
      return false;
  }
}

function afterFailure(event: RegistrationEvent & { kind: 'failed' }): RegistrationState {
  const { cause, statusCode, retryAtMs } = event;
  if (cause === 'replaced') return { phase: 'replaced' };
  return { phase: 'failed', cause, statusCode, ...(retryAtMs === undefined ? {} : { retryAtMs }) };
}

/** The next state; an event that means nothing in this state returns the same state. */
export function nextRegistration(state: RegistrationState, event: RegistrationEvent): RegistrationState {
  switch (event.kind) {
    case 'connected':
      return state.phase === 'registered' ? state : { phase: 'registering' };
    case 'registered':
      return state.phase === 'none' ? state : { phase: 'registered', expiresAtMs: event.expiresAtMs };
    case 'failed':
      return state.phase === 'none' ? state : afterFailure(event);
    case 'started':
    case 'connecting':
    case 'waiting':
    case 'disconnected':
    case 'startFailed':
    case 'stopped':
      return state.phase === 'none' ? state : NO_REGISTRATION;
  }
}
