// The state of our registration (RFC 3261 10) at one of our servers, as the person sees it.
//
//   signedOut --started--> connecting --connected--> registering --registered--> registered
//   any but signedOut --disconnected, connecting, waiting--> connecting      any but signedOut --failed--> failed
//   any --stopped--> signedOut
//
// A connection that takes the place of another while we are registered leaves us registered.
import type { FailureCause } from './failure-cause.ts';

export type RegistrationState =
  | { readonly phase: 'signedOut' }
  /** `retryAtMs`: nothing is tried before then, milliseconds since the epoch. */
  | { readonly phase: 'connecting'; readonly attempt: number; readonly retryAtMs?: number }
  | { readonly phase: 'registering' }
  /** `expiresAtMs`: as granted by the server; it is refreshed long before. */
  | { readonly phase: 'registered'; readonly server?: string; readonly expiresAtMs?: number }
  | {
      readonly phase: 'failed';
      readonly cause: FailureCause;
      readonly statusCode: number | undefined;
      readonly retryAtMs?: number;
    };

export type RegistrationEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'waiting'; readonly attempt: number; readonly untilMs: number }
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'registered'; readonly server?: string; readonly expiresAtMs?: number }
  | {
      readonly kind: 'failed';
      readonly cause: FailureCause;
      readonly statusCode: number | undefined;
      readonly retryAtMs?: number;
    };

export const SIGNED_OUT: RegistrationState = { phase: 'signedOut' };

/** Whether calls may go out. Where another device has our place, calls come to it, and may go out from this one all the same. */
export function mayCall(state: RegistrationState): boolean {
  if (state.phase === 'failed') return state.cause === 'replaced';
  return state.phase === 'registered' || state.phase === 'registering';
}

function afterRegistered(event: RegistrationEvent & { kind: 'registered' }): RegistrationState {
  const { server, expiresAtMs } = event;
  return {
    phase: 'registered',
    ...(server === undefined ? {} : { server }),
    ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
  };
}

function afterFailure(event: RegistrationEvent & { kind: 'failed' }): RegistrationState {
  const { cause, statusCode, retryAtMs } = event;
  return { phase: 'failed', cause, statusCode, ...(retryAtMs === undefined ? {} : { retryAtMs }) };
}

/** The next state; an event that means nothing in this state returns the same state. */
export function nextRegistration(state: RegistrationState, event: RegistrationEvent): RegistrationState {
  if (event.kind === 'started') return { phase: 'connecting', attempt: 1 };
  if (event.kind === 'stopped') return SIGNED_OUT;
  if (state.phase === 'signedOut') return state;
  switch (event.kind) {
    case 'connecting':
      return { phase: 'connecting', attempt: event.attempt };
    case 'waiting':
      return { phase: 'connecting', attempt: event.attempt, retryAtMs: event.untilMs };
    case 'connected':
      return state.phase === 'registered' ? state : { phase: 'registering' };
    case 'disconnected':
      return state.phase === 'connecting' ? state : { phase: 'connecting', attempt: 1 };
    case 'registered':
      return afterRegistered(event);
    case 'failed':
      return afterFailure(event);
  }
}
