// The keys of the call that is on the line.
import type { CallSounds } from '../call-sounds.ts';
import type { Clock } from '../clock.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { PhoneState } from '../phone-state.ts';
import { toneMannerOf } from '../settings.ts';
import type { Store } from '../store.ts';
import type { Session } from '../../sip/user-agent.ts';
import { CallKeys } from './call-keys.ts';

export function lineKeys(
  clock: Clock,
  store: Store<PhoneState, PhoneEvent>,
  session: () => Session | undefined,
  sounds: CallSounds,
): CallKeys {
  return new CallKeys(clock, {
    call: () => store.state.call,
    session,
    manner: () => toneMannerOf(store.state.settings),
    sound: (tone) => {
      sounds.key(tone);
    },
    left: (keys) => {
      const id = store.state.call?.id;
      if (id !== undefined) store.dispatch({ kind: 'callChanged', id, event: { kind: 'keysChanged', keys } });
    },
  });
}
