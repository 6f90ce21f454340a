// What one phone tells another about the sound of a call, as a value and as the body of an INFO (docs/adr/0026): a closed set of words and a
// few numbers, such as `teller=5f0c9a3e;n=12;hear=silence;play=yes;speak=sound;received=512;lost=3`. What the far side says is an
// attacker's input: it is read into these words or not at all, none of its text is kept, and reading takes time linear in its length. Pure.

/** What the teller hears of the one who is told; `nothing`: no packets; `undecodable`: packets that give no sound. */
export type Hearing = 'sound' | 'silence' | 'nothing' | 'undecodable' | 'choppy' | 'unknown';
/** What becomes of that at the teller's; `no`: it is not played, because it is blocked, paused, or the speaker is gone. */
export type Playing = 'yes' | 'no' | 'held' | 'unknown';
/** What the teller sends. */
export type Speaking = 'sound' | 'silence' | 'muted' | 'microphoneDead' | 'held' | 'unknown';

/** What a phone says of a call, from its own point of view. */
export interface SoundReport {
  readonly hear: Hearing;
  readonly play: Playing;
  readonly speak: Speaking;
  /** RTP packets that have arrived on the stream that arrives now, 0 to 4294967295: it starts anew with another stream. */
  readonly received?: number;
  /** Of the packets due in the last seconds, how many percent did not arrive: a whole number, 0 to 100. */
  readonly lostPercent?: number;
}

/** A report as it travels. */
export interface SentReport {
  /** Who tells: eight hexadecimal digits, other ones for each dialog, so that numbers of different tellers are not compared. */
  readonly teller: string;
  /** Rises with each report of a teller, 1 to 4294967295. */
  readonly number: number;
  readonly report: SoundReport;
}

const HEAR: readonly Hearing[] = ['sound', 'silence', 'nothing', 'undecodable', 'choppy', 'unknown'];
const PLAY: readonly Playing[] = ['yes', 'no', 'held', 'unknown'];
const SPEAK: readonly Speaking[] = ['sound', 'silence', 'muted', 'microphoneDead', 'held', 'unknown'];

/** Characters of a body; ours have 100. */
export const LONGEST_REPORT = 512;
const MOST_FIELDS = 32;
const FIELD = /^([a-z][a-z0-9-]{0,31})=([\w.-]{1,64})$/iu;
const TELLER = /^[0-9a-f]{8}$/u;
const COUNT = /^\d{1,10}$/u;
const MOST = 0xff_ff_ff_ff;

/** The whole number that can be told for this one; undefined where it is none. */
function told(value: number | undefined, most: number): number | undefined {
  if (value === undefined || !Number.isFinite(value)) return undefined;
  return Math.min(Math.max(Math.round(value), 0), most);
}

/** The report as the body of an INFO. Numbers out of range are moved into it. */
export function writeReport({ teller, number, report }: SentReport): string {
  const { hear, play, speak } = report;
  const received = told(report.received, MOST);
  const lost = told(report.lostPercent, 100);
  return [
    `teller=${teller}`,
    `n=${String(number)}`,
    ...[`hear=${hear}`, `play=${play}`, `speak=${speak}`],
    ...(received === undefined ? [] : [`received=${String(received)}`]),
    ...(lost === undefined ? [] : [`lost=${String(lost)}`]),
  ].join(';');
}

/** The fields of a body by name; undefined where it is not made of fields, or names one twice. */
function fieldsOf(body: string): ReadonlyMap<string, string> | undefined {
  if (body.length > LONGEST_REPORT) return undefined;
  const parts = body.trim().split(';');
  if (parts.length > MOST_FIELDS) return undefined;
  const fields = new Map<string, string>();
  for (const part of parts) {
    const [, name = '', value = ''] = FIELD.exec(part) ?? [];
    if (name === '' || fields.has(name)) return undefined;
    fields.set(name, value);
  }
  return fields;
}

/** A word that is not known here may be one of a later version: it says nothing. */
function wordOf<Word extends string>(words: readonly Word[], value: string | undefined): Word | 'unknown' {
  return words.find((word) => word === value) ?? 'unknown';
}

function countOf(value: string | undefined, most: number): number | undefined {
  if (value === undefined || !COUNT.test(value)) return undefined;
  const count = Number(value);
  return count <= most ? count : undefined;
}

/**
 * Reads the body of an INFO; undefined where it is no report. Fields that are not known here are ignored, words that are not are `unknown`,
 * numbers out of range are left out. Never throws.
 */
export function readReport(body: string): SentReport | undefined {
  const fields = fieldsOf(body);
  const teller = fields?.get('teller') ?? '';
  const number = countOf(fields?.get('n'), MOST);
  if (fields === undefined || !TELLER.test(teller) || number === undefined) return undefined;
  const received = countOf(fields.get('received'), MOST);
  const lostPercent = countOf(fields.get('lost'), 100);
  const report = {
    hear: wordOf(HEAR, fields.get('hear')),
    play: wordOf(PLAY, fields.get('play')),
    speak: wordOf(SPEAK, fields.get('speak')),
    ...(received === undefined ? {} : { received }),
    ...(lostPercent === undefined ? {} : { lostPercent }),
  };
  return { teller, number, report };
}

/** Whether two reports say the same in words. */
export function saysTheSame(one: SoundReport, other: SoundReport): boolean {
  return one.hear === other.hear && one.play === other.play && one.speak === other.speak;
}

/** Whether it tells of something that is wrong. Silence alone is not: people are silent, and mute themselves. */
export function tellsTrouble({ hear, play, speak }: SoundReport): boolean {
  const isHeard = hear === 'sound' || hear === 'silence' || hear === 'unknown';
  return !isHeard || play === 'no' || speak === 'microphoneDead';
}
