// Which of the reports that arrive are listened to: of one teller none that is older than one before, none of our own that came back, and
// not more than a few a second. Pure: the time is passed in.
import type { SentReport, SoundReport } from './sound-report.ts';

/** Reports a second, on average: our own send one. */
export const REPORTS_A_SECOND = 3;
/** So many at once, after a pause. */
export const REPORTS_AT_ONCE = 6;

export class Intake {
  readonly #ownTeller: string;
  #teller = '';
  #number = 0;
  #room = REPORTS_AT_ONCE;
  #atMs: number | undefined;

  constructor(ownTeller: string) {
    this.#ownTeller = ownTeller;
  }

  /** Whether there is room for one more report now: without, it is not even read. */
  hasRoom(nowMs: number): boolean {
    const passedMs = Math.max(0, nowMs - (this.#atMs ?? nowMs));
    this.#atMs = nowMs;
    this.#room = Math.min(REPORTS_AT_ONCE, this.#room + (passedMs * REPORTS_A_SECOND) / 1000);
    if (this.#room < 1) return false;
    this.#room -= 1;
    return true;
  }

  /** What it says; undefined where it is not news. */
  take({ teller, number, report }: SentReport): SoundReport | undefined {
    if (teller === this.#ownTeller) return undefined;
    if (teller === this.#teller && number <= this.#number) return undefined;
    this.#teller = teller;
    this.#number = number;
    return report;
  }
}
