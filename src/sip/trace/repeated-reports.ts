// Keeps reports on the sound (docs/adr/0026) from filling the trace: of one dialog and direction those are kept that say something else than
// the one before, at most one a second; a 2xx is left out with the report that it answers. What is refused is always kept, with its reason.
import { isReport } from '../telling/info-package.ts';
import { readReport, saysTheSame, type SoundReport } from '../telling/sound-report.ts';
import { cseqMethod, headersOf, splitMessage, type Header } from './read-head.ts';

type Direction = 'in' | 'out';

interface Kept {
  readonly report: SoundReport | undefined;
  readonly atMs: number;
}

const SOONEST_MS = 1000;
/** So many dialogs, and requests whose answer is awaited, are remembered. */
const MOST = 100;

const valueOf = (headers: readonly Header[], wanted: string): string =>
  headers.find(({ name }) => name === wanted)?.value ?? '';

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MOST && oldest !== undefined) map.delete(oldest);
}

const isSame = (one: SoundReport | undefined, other: SoundReport | undefined): boolean =>
  one === undefined || other === undefined ? one === other : saysTheSame(one, other);

export class RepeatedReports {
  /** The report that was kept last, by direction and Call-ID. */
  readonly #kept = new Map<string, Kept>();
  /** Requests that were left out, by the direction of their answer, Call-ID and CSeq. */
  readonly #leftOut = new Map<string, true>();

  /** Whether the trace is to have this message; every message is to be asked about, in the order of the wire. */
  isNews(direction: Direction, text: string, nowMs: number): boolean {
    if (isReport(text)) return this.#isNewReport(direction, text, nowMs);
    if (!text.startsWith('SIP/2.0 2') || this.#leftOut.size === 0) return true;
    const headers = headersOf(splitMessage(text).head);
    return cseqMethod(headers) !== 'INFO' || !this.#leftOut.delete(keyOf(direction, headers));
  }

  #isNewReport(direction: Direction, text: string, nowMs: number): boolean {
    const { head, body } = splitMessage(text);
    const headers = headersOf(head);
    const report = readReport(body)?.report;
    const dialog = `${direction} ${valueOf(headers, 'call-id')}`;
    const before = this.#kept.get(dialog);
    const isRepeated =
      before !== undefined && (isSame(before.report, report) || nowMs - before.atMs < SOONEST_MS);
    if (isRepeated) remember(this.#leftOut, keyOf(direction === 'in' ? 'out' : 'in', headers), true);
    else remember(this.#kept, dialog, { report, atMs: nowMs });
    return !isRepeated;
  }
}

function keyOf(direction: Direction, headers: readonly Header[]): string {
  return `${direction} ${valueOf(headers, 'call-id')} ${valueOf(headers, 'cseq')}`;
}
