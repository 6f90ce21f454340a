// DTMF tones (RFC 4733 2.5.2.1) and the two ways to send them.

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

/** Length of one tone and of the gap after it, in milliseconds. */
export const TONE_MS = 120;
export const TONE_GAP_MS = 70;

/** Whether a character is a DTMF tone; letters count in upper case. */
export function isTone(character: string): character is Tone {
  return (TONES as readonly string[]).includes(character);
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
