// What the screens show of the microphone test.
import type { MicrophoneVerdict } from '../../media/microphone-check.ts';
import type { MicrophoneCause } from './microphone-causes.ts';

/** What was found, and with which microphone. */
export interface MicrophoneFinding {
  readonly verdict: MicrophoneVerdict;
  /** Empty where the browser names none. */
  readonly label: string;
}

export type MicrophoneTestState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'opening' }
  | { readonly phase: 'recording' }
  | ({ readonly phase: 'playing' } & MicrophoneFinding)
  | ({ readonly phase: 'done' } & MicrophoneFinding)
  | { readonly phase: 'failed'; readonly cause: MicrophoneCause };
