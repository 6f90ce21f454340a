// DTMF tones (RFC 4733 2.5.2.1), the two ways to send them, and keys that wait to be sent.
import { TONE_BOUNDS, type ToneTimes } from './tone-times.ts';

export const TONES = [
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  '*',
  '0',
  '#',
  'A',
  'B',
  'C',
  'D',
] as const;
export type Tone = (typeof TONES)[number];

/** Between keys: `,` waits two seconds, `;` waits for the person. */
export type TonePause = ',' | ';';

export function isTonePause(text: string): text is TonePause {
  return text === ',' || text === ';';
}

/** `rfc4733`: telephone-event in the audio stream; `info`: SIP INFO (RFC 6086, application/dtmf-relay). */
export type DtmfMethod = 'rfc4733' | 'info';

/** What a call can carry. `info`: undefined where the far side has not said which requests it takes (RFC 3261 20.5). */
export interface ToneWays {
  /** A telephone-event format was agreed on. */
  readonly sound: boolean;
  readonly info: boolean | undefined;
}

/** How keys travel in a call, as the person prefers where both ways are open; undefined where there is none. */
export function toneWay(preferred: DtmfMethod, ways: ToneWays): DtmfMethod | undefined {
  const sound = ways.sound ? 'rfc4733' : undefined;
  // Where nobody knows, INFO is tried for want of a better way: its answer tells.
  const info =
    ways.info === true || (ways.info === undefined && (preferred === 'info' || !ways.sound))
      ? 'info'
      : undefined;
  return preferred === 'rfc4733' ? (sound ?? info) : (info ?? sound);
}

export interface ToneManner extends ToneTimes {
  readonly method: DtmfMethod;
}

/** How long a tone lasts whose key was held for `heldMs` milliseconds: never shorter than any other. */
export function heldToneMs(heldMs: number, { toneMs }: ToneTimes): number {
  return Math.max(toneMs, Math.min(Math.round(heldMs), TONE_BOUNDS.toneMs[1]));
}

/** One comma waits so long, in milliseconds (as on Android and iOS). */
export const PAUSE_MS = 2000;

/** Keys of a call that are still to be sent. */
export interface PendingKeys {
  /** `extension`: offered once they answer; `tones`: keys that were written behind a pause, or typed during the call. */
  readonly kind: 'extension' | 'tones';
  /** Tones, `,` for a pause of two seconds, `;` to wait for the person; never empty. */
  readonly keys: string;
  /** `going`: sent by themselves, now or after a pause; `waiting`: when the person says so. */
  readonly phase: 'going' | 'waiting';
}

/** Whether a character is a DTMF tone; letters count in upper case. */
export function isTone(character: string): character is Tone {
  return (TONES as readonly string[]).includes(character);
}

/** As many keys are taken at once, pauses included. */
export const MOST_SEQUENCE_KEYS = 200;

/** Whether a text is keys and pauses, as `PendingKeys` has them. */
export function isKeySequence(text: string): boolean {
  return text.length <= MOST_SEQUENCE_KEYS && /^[\dA-D*#,;]+$/u.test(text);
}

/** The low and high frequency of a tone in hertz (ITU-T Q.23). */
export function toneFrequencies(tone: Tone): readonly [number, number] {
  const rows = ['123A', '456B', '789C', '*0#D'];
  const row = rows.findIndex((keys) => keys.includes(tone));
  const column = rows[row]?.indexOf(tone) ?? 0;
  const low = [697, 770, 852, 941][row] ?? 697;
  const high = [1209, 1336, 1477, 1633][column] ?? 1209;
  return [low, high];
}
