// What the person prefers; every field has a default, so a lost or damaged store never stops the phone.
import type { DtmfMethod } from '../sip/dtmf.ts';

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly dtmfMethod: DtmfMethod;
  /** Device ids of the browser; empty for the system's choice. */
  readonly microphoneId: string;
  readonly speakerId: string;
  readonly ringerId: string;
  /** 0 (off) to 1. */
  readonly ringVolume: number;
  /** Ringback, busy and key sounds, 0 (off) to 1. */
  readonly toneVolume: number;
}

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  dtmfMethod: 'rfc4733',
  microphoneId: '',
  speakerId: '',
  ringerId: '',
  ringVolume: 0.8,
  toneVolume: 0.5,
};
