// What a call does when devices come and go: the chosen device is used again when it comes back, the system's choice is used when
// it goes, and nothing else changes the device. Decides only; device-follower.ts acts.
import type { AudioDevice } from './devices.ts';

/** One role of a call (its microphone, or its speaker) around one change of the list. */
export interface DeviceFacts {
  readonly before: readonly AudioDevice[];
  readonly after: readonly AudioDevice[];
  /** The id that the person chose; empty for the system's choice. */
  readonly chosen: string;
  /** The id that the call uses; empty for the system's choice; undefined where it lost its device and has none. */
  readonly inUse: string | undefined;
}

export type DeviceDecision =
  | { readonly kind: 'stay' }
  /** Use this one: it was chosen and is back, or it is the first after none was left. */
  | { readonly kind: 'switch'; readonly device: AudioDevice }
  /** The one in use is gone: use the system's choice. */
  | { readonly kind: 'gone'; readonly device: AudioDevice };

function find(devices: readonly AudioDevice[], id: string): AudioDevice | undefined {
  return id === '' ? undefined : devices.find((device) => device.id === id);
}

/** What to do about one change of the list. */
export function decideDevice({ before, after, chosen, inUse }: DeviceFacts): DeviceDecision {
  const wanted = find(after, chosen);
  if (inUse === undefined) {
    const device = wanted ?? { id: '', label: '' };
    return after.length > 0 ? { kind: 'switch', device } : { kind: 'stay' };
  }
  if (wanted !== undefined && inUse !== chosen && find(before, chosen) === undefined)
    return { kind: 'switch', device: wanted };
  const used = find(before, inUse);
  return used !== undefined && find(after, inUse) === undefined
    ? { kind: 'gone', device: used }
    : { kind: 'stay' };
}
