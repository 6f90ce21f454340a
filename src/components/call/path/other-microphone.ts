// Which other microphone a person could use, where the one in use gives nothing.
import type { AudioDevice } from '../../../media/devices.ts';

/** Chromium lists what the system uses once more, under ids of its own and with such a label: `Default - Headset`. */
const STAND_INS: readonly string[] = ['', 'default', 'communications'];

function inUse(microphones: readonly AudioDevice[], chosen: string): AudioDevice | undefined {
  const real = microphones.filter(({ id }) => !STAND_INS.includes(id));
  const used = real.find(({ id }) => id === chosen);
  if (used !== undefined) return used;
  const label = microphones.find(({ id }) => id === 'default')?.label ?? '';
  // Browsers without stand-ins list the system's choice first.
  return real.find((each) => each.label !== '' && label.endsWith(each.label)) ?? real[0];
}

/** One that is not in use, as far as can be told; `chosen`: the id in the settings, empty for the system's choice. */
export function otherMicrophone(
  microphones: readonly AudioDevice[],
  chosen: string,
): AudioDevice | undefined {
  const used = inUse(microphones, chosen);
  return microphones.find(({ id }) => !STAND_INS.includes(id) && id !== used?.id);
}
