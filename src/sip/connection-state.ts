// The state of our connection to one account's server (a WebSocket, RFC 7118), as the person sees it. Whether the server knows us over it
// is another question: registration-state.ts.
//
//   from \ event   started      connecting   waiting   connected   disconnected  startFailed  stopped
//   idle           connecting   -            -         -           -             broken       -
//   connecting     connecting   connecting   waiting   open        -             broken       idle
//   waiting        connecting   connecting   waiting   open        -             broken       idle
//   open           connecting   connecting   waiting   open        connecting    broken       idle
//   broken         connecting   -            -         -           -             broken       idle
//
// `-`: nothing changes. A connection that takes the place of another names its own server.

export type ConnectionState =
  /** Nobody is signed in. */
  | { readonly phase: 'idle' }
  /** `attempt`: which round over all servers this is, from 1. */
  | { readonly phase: 'connecting'; readonly attempt: number }
  /** No server answered; nothing is tried before `untilMs`, milliseconds since the epoch, and then for the `attempt`th time. */
  | { readonly phase: 'waiting'; readonly attempt: number; readonly untilMs: number }
  /** `server`: the URL that it leads to. */
  | { readonly phase: 'open'; readonly server: string }
  /** What connects could not be loaded: the page has to be. */
  | { readonly phase: 'broken' };

export type ConnectionEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'waiting'; readonly attempt: number; readonly untilMs: number }
  | { readonly kind: 'connected'; readonly server: string }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'startFailed' }
  | { readonly kind: 'stopped' };

export const NO_CONNECTION: ConnectionState = { phase: 'idle' };

type Phase = ConnectionState['phase'];

/** The phases in which the stack is at work, and what it says counts. */
const AT_WORK: readonly Phase[] = ['connecting', 'waiting', 'open'];

/** The next state; an event that means nothing in this state returns the same state. */
export function nextConnection(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  if (event.kind === 'started') return { phase: 'connecting', attempt: 1 };
  if (event.kind === 'startFailed') return { phase: 'broken' };
  if (event.kind === 'stopped') return state.phase === 'idle' ? state : NO_CONNECTION;
  if (!AT_WORK.includes(state.phase)) return state;
  switch (event.kind) {
    case 'connecting':
      return { phase: 'connecting', attempt: event.attempt };
    case 'waiting':
      return { phase: 'waiting', attempt: event.attempt, untilMs: event.untilMs };
    case 'connected':
      return { phase: 'open', server: event.server };
    case 'disconnected':
      return state.phase === 'open' ? { phase: 'connecting', attempt: 1 } : state;
  }
}
