// The words of the microphone test: what it does, and what it found.
import { msg, str } from '@lit/localize';

export type MicrophoneVerdictKey = 'heard' | 'quiet' | 'silent' | 'unmeasured';

const VERDICTS: Readonly<Record<MicrophoneVerdictKey, () => string>> = {
  heard: () => msg('Your microphone hears you well.'),
  quiet: () =>
    msg(
      'Your microphone hears very little. Speak closer to it, or make it louder in the system’s sound settings.',
    ),
  silent: () =>
    msg(
      'Your microphone is giving silence, not even noise. Is it muted by a switch on the headset, shut off by the system’s privacy settings, or the wrong device?',
    ),
  unmeasured: () => msg('The browser did not allow a measurement. Trust what you hear.'),
};

/** What a test found, in words. */
export function microphoneVerdictWords(verdict: MicrophoneVerdictKey): string {
  return VERDICTS[verdict]();
}

/** Which microphone was tested; empty where the browser names none. */
export function testedWords(label: string): string {
  return label === '' ? '' : msg(str`Tested: ${label}`);
}
