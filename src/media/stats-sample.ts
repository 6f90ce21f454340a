// One flat, typed sample out of a getStats report (W3C webrtc-stats). Every field a browser may lack is optional here,
// and absence means "unknown", never zero.
import type { MediaPath } from './flow.ts';

/** One entry of a getStats report: what RTCStatsReport yields, as plain data. */
export type StatsEntry = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/** Counters of one call at one moment; all counters grow from the start of the call. */
export interface StatsSample {
  /** When the sample was taken, milliseconds since the epoch. */
  readonly atMs: number;
  readonly outbound: OutboundSample | undefined;
  readonly inbound: InboundSample | undefined;
  /** Energy of what the microphone feeds (`media-source.totalAudioEnergy`), where the browser has it. */
  readonly microphoneEnergy: number | undefined;
  /** The last receiver report about us (`remote-inbound-rtp`); undefined until one came. */
  readonly receiverReport: ReceiverReport | undefined;
  /** When the far side's last sender report came (`remote-outbound-rtp`), milliseconds since the epoch. */
  readonly senderReportAtMs: number | undefined;
  readonly pair: PairSample | undefined;
  readonly codec: { readonly name: string; readonly clockRateHz: number } | undefined;
}

export interface OutboundSample {
  readonly packets: number;
  readonly bytes: number;
}

export interface InboundSample {
  readonly packets: number;
  readonly bytes: number;
  readonly lost: number;
  readonly jitterMs: number | undefined;
  readonly energy: number | undefined;
}

export interface ReceiverReport {
  readonly atMs: number;
  /** Loss since the report before, 0 to 1 (RFC 3550 6.4.1). */
  readonly fractionLost: number | undefined;
  readonly rttMs: number | undefined;
}

/** The selected candidate pair (RFC 8445). */
export interface PairSample {
  readonly path: MediaPath;
  readonly rttMs: number | undefined;
  /** Answers to our consent checks (RFC 7675) so far. */
  readonly responsesReceived: number | undefined;
  readonly packetsSent: number | undefined;
}

function numberOf(entry: StatsEntry | undefined, key: string): number | undefined {
  const value = entry?.[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function textOf(entry: StatsEntry | undefined, key: string): string | undefined {
  const value = entry?.[key];
  return typeof value === 'string' ? value : undefined;
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

class Report {
  readonly #byId = new Map<string, StatsEntry>();

  constructor(readonly entries: readonly StatsEntry[]) {
    for (const entry of entries) this.#byId.set(entry.id, entry);
  }

  get(id: string | undefined): StatsEntry | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** Audio entries of a type, the one with the most packets first: after a renegotiation a dead one may linger. */
  audio(type: string, packets: string): StatsEntry | undefined {
    const found = this.entries.filter(
      (entry) => entry.type === type && (entry['kind'] ?? 'audio') === 'audio',
    );
    return found.sort((a, b) => (numberOf(b, packets) ?? 0) - (numberOf(a, packets) ?? 0))[0];
  }

  latest(type: string): StatsEntry | undefined {
    const found = this.entries.filter(
      (entry) => entry.type === type && (entry['kind'] ?? 'audio') === 'audio',
    );
    return found.sort((a, b) => (numberOf(b, 'timestamp') ?? 0) - (numberOf(a, 'timestamp') ?? 0))[0];
  }

  selectedPair(): StatsEntry | undefined {
    const transport = this.entries.find((entry) => entry.type === 'transport');
    const named = this.get(textOf(transport, 'selectedCandidatePairId'));
    if (named !== undefined) return named;
    const pairs = this.entries.filter((entry) => entry.type === 'candidate-pair');
    return (
      pairs.find((pair) => pair['selected'] === true) ??
      pairs.find((pair) => pair['nominated'] === true && pair['state'] === 'succeeded')
    );
  }
}

function pathOf(local: StatsEntry | undefined, remote: StatsEntry | undefined): MediaPath {
  const ours = textOf(local, 'candidateType');
  if (ours === undefined) return 'unknown';
  if (ours !== 'relay') return textOf(remote, 'candidateType') === 'relay' ? 'relayUdp' : 'direct';
  const protocol = textOf(local, 'relayProtocol');
  if (protocol === 'tls') return 'relayTls';
  return protocol === 'tcp' ? 'relayTcp' : 'relayUdp';
}

function pairSample(report: Report): PairSample | undefined {
  const pair = report.selectedPair();
  if (pair === undefined) return undefined;
  const local = report.get(textOf(pair, 'localCandidateId'));
  const remote = report.get(textOf(pair, 'remoteCandidateId'));
  return {
    path: pathOf(local, remote),
    rttMs: milliseconds(numberOf(pair, 'currentRoundTripTime')),
    responsesReceived: numberOf(pair, 'responsesReceived'),
    packetsSent: numberOf(pair, 'packetsSent'),
  };
}

function outboundSample(entry: StatsEntry | undefined): OutboundSample | undefined {
  const packets = numberOf(entry, 'packetsSent');
  return packets === undefined ? undefined : { packets, bytes: numberOf(entry, 'bytesSent') ?? 0 };
}

function inboundSample(entry: StatsEntry | undefined): InboundSample | undefined {
  const packets = numberOf(entry, 'packetsReceived');
  if (packets === undefined) return undefined;
  return {
    packets,
    bytes: numberOf(entry, 'bytesReceived') ?? 0,
    lost: numberOf(entry, 'packetsLost') ?? 0,
    jitterMs: milliseconds(numberOf(entry, 'jitter')),
    energy: numberOf(entry, 'totalAudioEnergy'),
  };
}

function receiverReport(entry: StatsEntry | undefined): ReceiverReport | undefined {
  const atMs = numberOf(entry, 'timestamp');
  if (atMs === undefined) return undefined;
  const rttMs = milliseconds(numberOf(entry, 'roundTripTime'));
  return { atMs, fractionLost: numberOf(entry, 'fractionLost'), rttMs };
}

function codecOf(report: Report, ...carriers: readonly (StatsEntry | undefined)[]): StatsSample['codec'] {
  for (const carrier of carriers) {
    const codec = report.get(textOf(carrier, 'codecId'));
    const name = textOf(codec, 'mimeType')?.replace(/^audio\//iu, '');
    if (name !== undefined) return { name, clockRateHz: numberOf(codec, 'clockRate') ?? 0 };
  }
  return undefined;
}

/** Flattens a getStats report taken at `atMs`. */
export function sampleOf(entries: readonly StatsEntry[], atMs: number): StatsSample {
  const report = new Report(entries);
  const outbound = report.audio('outbound-rtp', 'packetsSent');
  const inbound = report.audio('inbound-rtp', 'packetsReceived');
  return {
    atMs,
    outbound: outboundSample(outbound),
    inbound: inboundSample(inbound),
    microphoneEnergy: numberOf(report.latest('media-source'), 'totalAudioEnergy'),
    receiverReport: receiverReport(report.latest('remote-inbound-rtp')),
    senderReportAtMs: numberOf(report.latest('remote-outbound-rtp'), 'timestamp'),
    pair: pairSample(report),
    codec: codecOf(report, outbound, inbound),
  };
}
