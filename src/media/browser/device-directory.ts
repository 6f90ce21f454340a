// Lists microphones and outputs through navigator.mediaDevices, and follows plugging and unplugging.
import type { AudioDevice, AudioDevices, DeviceDirectory } from '../devices.ts';
import { NO_DEVICES } from '../devices.ts';

/** Chromium lists the system's choice a second time under these ids; ours is the empty id. */
const ALIASES = ['', 'default', 'communications'];

function devicesOf(kind: MediaDeviceKind, all: readonly MediaDeviceInfo[]): readonly AudioDevice[] {
  return all
    .filter((device) => device.kind === kind && !ALIASES.includes(device.deviceId))
    .map((device) => ({ id: device.deviceId, label: device.label }));
}

/** Whether this browser can choose an audio output (W3C audio-output). */
export function outputSelectable(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

/** The browser's device directory; lists nothing on an insecure page. */
export function browserDeviceDirectory(): DeviceDirectory {
  return {
    async list(): Promise<AudioDevices> {
      if (!('mediaDevices' in navigator)) return NO_DEVICES;
      const all = await navigator.mediaDevices.enumerateDevices();
      return {
        microphones: devicesOf('audioinput', all),
        outputs: devicesOf('audiooutput', all),
        outputSelectable: outputSelectable(),
      };
    },
    onChange(listener): () => void {
      if (!('mediaDevices' in navigator)) return () => undefined;
      navigator.mediaDevices.addEventListener('devicechange', listener);
      return () => {
        navigator.mediaDevices.removeEventListener('devicechange', listener);
      };
    },
  };
}
