// How loud a connection is each way, from the figures that the browser keeps anyway: no AudioContext, and nothing asked that nobody
// reads. Energy since the last look is RMS (W3C webrtc-stats, `totalAudioEnergy`); the level in the packets themselves (RFC 6464)
// is as good, and cheaper. Where a browser keeps neither, a meter of the stream takes its place.
import type { LevelSource } from '../levels.ts';
import { sampleOf, type StatsEntry, type StatsSample } from '../stats-sample.ts';
import { LazyMeter, levelOf } from './level-meter.ts';

/** How often the browser is asked at the most, in milliseconds. */
const PERIOD_MS = 250;
/** After so long without a look the energy says nothing of now, in milliseconds. */
const STALE_MS = 2000;
/** A packet older than this is not what is heard now, in milliseconds. */
const PACKET_STALE_MS = 500;

/** What is measured, as it is at the moment. */
export interface LevelSubject {
  /** Undefined while there is nothing to measure. */
  readonly connection: () => RTCPeerConnection | undefined;
  readonly you: () => MediaStream | undefined;
  readonly them: () => MediaStream | undefined;
}

/** A running sum of energy, and the level of its last stretch. */
class EnergyLevel {
  #energy: number | undefined;
  #atMs = 0;
  #level = 0;
  #isKept = true;

  /** 0 to 1 as of `StreamMeter`; undefined where the browser does not count. */
  get level(): number | undefined {
    return this.#isKept ? this.#level : undefined;
  }

  /** `isThere`: the browser counts packets of it, so that it would count its energy too. */
  take(energy: number | undefined, isThere: boolean, atMs: number): void {
    const [before, seconds] = [this.#energy, (atMs - this.#atMs) / 1000];
    if (energy !== undefined) this.#isKept = true;
    else if (isThere) this.#isKept = false;
    this.#energy = energy;
    this.#atMs = atMs;
    const isUsable = energy !== undefined && before !== undefined && seconds * 1000 <= STALE_MS;
    // Another source begins to count anew.
    this.#level = isUsable ? levelOf(Math.sqrt(Math.max(0, energy - before) / seconds)) : 0;
  }
}

export class ConnectionLevels implements LevelSource {
  readonly #subject: LevelSubject;
  readonly #you = new EnergyLevel();
  readonly #them = new EnergyLevel();
  readonly #yourMeter: LazyMeter;
  readonly #theirMeter: LazyMeter;
  #askedAtMs = -Infinity;
  #isAsking = false;

  constructor(subject: LevelSubject) {
    this.#subject = subject;
    this.#yourMeter = new LazyMeter(subject.you);
    this.#theirMeter = new LazyMeter(subject.them);
  }

  read(): { readonly you: number; readonly them: number } {
    const connection = this.#subject.connection();
    if (connection === undefined) return { you: 0, them: 0 };
    const inPackets = levelInPackets(connection);
    if (performance.now() - this.#askedAtMs >= PERIOD_MS && !this.#isAsking)
      void this.#ask(connection, inPackets === undefined);
    return {
      you: this.#you.level ?? this.#yourMeter.read(),
      them: inPackets ?? this.#them.level ?? this.#theirMeter.read(),
    };
  }

  /** Measures nothing any more until it is read again. */
  close(): void {
    this.#yourMeter.close();
    this.#theirMeter.close();
  }

  async #ask(connection: RTCPeerConnection, both: boolean): Promise<void> {
    this.#isAsking = true;
    this.#askedAtMs = performance.now();
    try {
      const sender = connection.getSenders().find(({ track }) => track?.kind === 'audio');
      const report = await (both || sender === undefined ? connection.getStats() : sender.getStats());
      this.#take(sampleOf(entriesOf(report), performance.now()));
    } catch {
      // A connection that is closed meanwhile has no figures, and needs none.
    } finally {
      this.#isAsking = false;
    }
  }

  #take({ outbound, inbound, microphoneEnergy, atMs }: StatsSample): void {
    this.#you.take(microphoneEnergy, outbound !== undefined, atMs);
    this.#them.take(inbound?.energy, inbound !== undefined, atMs);
  }
}

/** The level that the far side wrote into its last packet (RFC 6464); undefined where it writes none. */
function levelInPackets(connection: RTCPeerConnection): number | undefined {
  const receiver = connection.getReceivers().find(({ track }) => track.kind === 'audio');
  const [latest] = receiver?.getSynchronizationSources() ?? [];
  if (latest?.audioLevel === undefined) return undefined;
  const ageMs = performance.timeOrigin + performance.now() - latest.timestamp;
  return ageMs > PACKET_STALE_MS ? 0 : levelOf(latest.audioLevel);
}

/** The entries of a report, to be read one by one. */
export function entriesOf(report: RTCStatsReport): readonly StatsEntry[] {
  const entries: StatsEntry[] = [];
  report.forEach((entry: StatsEntry) => entries.push(entry));
  return entries;
}
