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

/** What is said in a call whose microphone gives nothing. */
export function silentMicrophoneWords(sign: 'silent' | 'shutOff'): string {
  return sign === 'shutOff'
    ? msg(
        'The system or the browser has shut your microphone off, so they can’t hear you. Switch it on again there.',
      )
    : msg(
        'Your microphone is giving silence, so they can’t hear you. Is it muted by a switch on the headset, shut off by the system’s privacy settings, or the wrong device?',
      );
}
