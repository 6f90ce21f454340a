// Port: microphones, speakers and permission to use them.

/** `microphone` feeds the call; `speaker` plays it; `ringer` plays the ring. */
export type DeviceRole = 'microphone' | 'speaker' | 'ringer';

export interface AudioDevice {
  /** Opaque id of the browser; empty means the system's choice. */
  readonly id: string;
  /** Empty until the browser grants the microphone. */
  readonly label: string;
}

export interface AudioDevices {
  readonly microphones: readonly AudioDevice[];
  readonly outputs: readonly AudioDevice[];
  /** False where the browser can't choose an output (no setSinkId). */
  readonly outputSelectable: boolean;
}

export const NO_DEVICES: AudioDevices = { microphones: [], outputs: [], outputSelectable: false };

/** Lists devices; `onChange` follows plugging and unplugging until its returned function is called. */
export interface DeviceDirectory {
  list(): Promise<AudioDevices>;
  onChange(listener: () => void): () => void;
}
