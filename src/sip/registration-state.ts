// The state of our registration (RFC 3261 10) over one WebSocket, as the person sees it.
//
//   signedOut --started--> connecting --connected--> registering --registered--> registered
//   any but signedOut --disconnected--> connecting        registering --failed--> failed
//   any --stopped--> signedOut
import type { FailureCause } from './failure-cause.ts';

export type RegistrationState =
  | { readonly phase: 'signedOut' }
  | { readonly phase: 'connecting'; readonly attempt: number }
  | { readonly phase: 'registering' }
  | { readonly phase: 'registered' }
  | { readonly phase: 'failed'; readonly cause: FailureCause; readonly statusCode: number | undefined };

export type RegistrationEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'registered' }
  | { readonly kind: 'failed'; readonly cause: FailureCause; readonly statusCode: number | undefined };

export const SIGNED_OUT: RegistrationState = { phase: 'signedOut' };

/** The next state; an event that means nothing in this state returns the same state. */
export function nextRegistration(state: RegistrationState, event: RegistrationEvent): RegistrationState {
  if (event.kind === 'started') return { phase: 'connecting', attempt: 1 };
  if (event.kind === 'stopped') return SIGNED_OUT;
  if (state.phase === 'signedOut') return state;
  switch (event.kind) {
    case 'connected':
      return state.phase === 'connecting' ? { phase: 'registering' } : state;
    case 'disconnected':
      return { phase: 'connecting', attempt: state.phase === 'connecting' ? state.attempt + 1 : 1 };
    case 'registered':
      return state.phase === 'registered' ? state : { phase: 'registered' };
    case 'failed':
      return { phase: 'failed', cause: event.cause, statusCode: event.statusCode };
  }
}
