// A call whose sound is watched and judged as the phone does it: four pulses a second, a sample a second, and one more where one is wanted.
import { judgeCall } from '../../src/diagnosis/judge-call.ts';
import { SoundWatch, type SoundFacts } from '../../src/diagnosis/sound-watch.ts';
import type { Surroundings, Verdict } from '../../src/diagnosis/verdict.ts';
import type { EstablishedCall } from '../../src/sip/call-state.ts';
import { tellsTrouble, type SoundReport } from '../../src/sip/telling/sound-report.ts';
import { TALKING } from './evidence.ts';
import { SimulatedCall, type Conditions } from './simulated-call.ts';

/** How far apart looks are, in milliseconds, by their number. */
export type Timing = (look: number) => number;

export class ListenedCall {
  readonly sound: SimulatedCall;
  readonly watch = new SoundWatch();
  call: EstablishedCall = TALKING;
  around: Surroundings = { online: true, registered: true, relayConfigured: true };
  /** Everything that was said, and when it was first said, in milliseconds since the answer; what follows itself is once. */
  readonly said: { readonly atMs: number; readonly verdict: Verdict }[] = [];
  #steadySinceMs: number;
  #sampledAtMs: number;
  #looks = 0;
  readonly #answeredAtMs: number;

  constructor(now: Partial<Conditions> = {}) {
    this.sound = new SimulatedCall(now);
    this.#answeredAtMs = this.sound.atMs;
    this.#steadySinceMs = this.sound.atMs;
    this.#sampledAtMs = this.sound.atMs;
  }

  get verdict(): Verdict {
    const last = this.said.at(-1);
    if (last === undefined) throw new Error('nothing was said yet');
    return last.verdict;
  }

  /** Hold, or what else changes what should flow; mute does not. */
  becomes(change: Partial<Pick<EstablishedCall, 'hold' | 'muted' | 'onlyListens'>>): void {
    this.call = { ...this.call, ...change };
    if ('hold' in change || 'onlyListens' in change) this.#steadySinceMs = this.sound.atMs;
  }

  tells(report: SoundReport): void {
    const { atMs } = this.sound;
    this.watch.told({ report, atMs, isTrouble: tellsTrouble(report) }, atMs);
  }

  /** Lets seconds pass. `each` is done before each look. */
  pass(seconds: number, timing: Timing = () => 250, each: () => void = () => undefined): this {
    const untilMs = this.sound.atMs + seconds * 1000;
    while (this.sound.atMs < untilMs) {
      each();
      this.sound.advance(timing((this.#looks += 1)));
      const { wantsSample } = this.watch.pulsed(this.sound.pulse(), this.#facts());
      this.#judge();
      if (!wantsSample && this.sound.atMs - this.#sampledAtMs < 1000) continue;
      if (this.sound.atMs - this.#sampledAtMs >= 1000) this.#sampledAtMs = this.sound.atMs;
      this.watch.sampled(this.sound.sample(), this.#facts());
      this.#judge();
    }
    return this;
  }

  /** Seconds from now until this is said; undefined where it is not within so many. */
  until(name: Verdict['name'], withinSeconds: number): number | undefined {
    const fromMs = this.sound.atMs;
    while (this.sound.atMs - fromMs < withinSeconds * 1000) {
      this.pass(0.25);
      if (this.verdict.name === name) return (this.sound.atMs - fromMs) / 1000;
    }
    return undefined;
  }

  /** The names that were said, from a moment on, in milliseconds since the answer. */
  namesSince(atMs: number): Verdict['name'][] {
    return this.said.filter((each) => each.atMs >= atMs).map(({ verdict }) => verdict.name);
  }

  #facts(): SoundFacts {
    const { hold, muted, onlyListens = false } = this.call;
    return {
      heldByUs: hold === 'local' || hold === 'both',
      heldByThem: hold === 'remote' || hold === 'both',
      onlyListens,
      muted,
      steadySinceMs: this.#steadySinceMs,
    };
  }

  #judge(): void {
    const verdict = judgeCall({ call: this.call, vitals: this.watch.vitals, around: this.around });
    if (this.said.at(-1)?.verdict.name !== verdict.name)
      this.said.push({ atMs: this.sound.atMs - this.#answeredAtMs, verdict });
  }
}
