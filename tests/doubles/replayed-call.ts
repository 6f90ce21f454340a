// A recorded series of statistics, watched and judged as the phone does it. Pulses were not recorded: they are put between the samples, with
// packets that come one after the other as fast as they did before, and what was recorded of the state of ICE.
import { judgeCall } from '../../src/diagnosis/judge-call.ts';
import { SoundWatch, type SoundFacts } from '../../src/diagnosis/sound-watch.ts';
import type { VerdictName } from '../../src/diagnosis/verdict.ts';
import { sampleOf, type StatsSample } from '../../src/media/stats-sample.ts';
import type { EstablishedCall } from '../../src/sip/call-state.ts';
import { recordedSeries } from '../fixtures/stats-series.ts';
import { TALKING } from './evidence.ts';
import { SimulatedCall } from './simulated-call.ts';

const PULSE_MS = 250;
const FACTS: SoundFacts = {
  heldByUs: false,
  heldByThem: false,
  onlyListens: false,
  muted: false,
  steadySinceMs: -60_000,
};

export interface Said {
  /** Seconds from the strike on. */
  readonly atSeconds: number;
  readonly name: VerdictName;
}

/** Packets that had arrived at a moment between two samples. */
function arrivedAt(atMs: number, before: StatsSample, after: StatsSample): number {
  const [then, later] = [before.inbound?.packets ?? 0, after.inbound?.packets ?? 0];
  return Math.min(later, Math.floor(then + (atMs - before.atMs) / 20));
}

/** What is said of a recorded call, each time it is something else. `call`: what the person did. */
export function replay(series: string, call: Partial<EstablishedCall> = {}): readonly Said[] {
  const samples = recordedSeries(series).map(({ atMs, entries }) => sampleOf(entries, atMs));
  const watch = new SoundWatch();
  const plain = new SimulatedCall().pulse();
  const said: Said[] = [];
  const facts = { ...FACTS, muted: call.muted ?? false };
  const judge = (atMs: number): void => {
    const { name } = judgeCall({
      call: { ...TALKING, ...call },
      vitals: watch.vitals,
      around: { online: true, registered: true, relayConfigured: true },
    });
    if (said.at(-1)?.name !== name) said.push({ atSeconds: atMs / 1000, name });
  };
  for (const [index, sample] of samples.entries()) {
    const before = samples[index - 1];
    if (before !== undefined)
      for (let atMs = before.atMs + PULSE_MS; atMs < sample.atMs; atMs += PULSE_MS) {
        const lastPacket = arrivedAt(atMs, before, sample);
        watch.pulsed({ ...plain, atMs, lastPacket: lastPacket === 0 ? undefined : lastPacket }, facts);
        judge(atMs);
      }
    watch.sampled(sample, facts);
    judge(sample.atMs);
  }
  return said;
}
