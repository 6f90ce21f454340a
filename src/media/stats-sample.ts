// One flat, typed sample out of a getStats report (W3C webrtc-stats). Every field a browser may lack is optional here,
// and absence means "unknown", never zero.
import { CANDIDATE_TYPES, type CandidateEnds, type CandidateType, type MediaPath } from './media-path.ts';

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
  /** The last sender report of the far side (`remote-outbound-rtp`); undefined until one came. */
  readonly senderReport: SenderReport | undefined;
  readonly pair: PairSample | undefined;
  /** How far the keys for the sound are agreed on (`transport.dtlsState`), where the browser tells. */
  readonly dtls?: DtlsState | undefined;
  readonly codec: CodecSample | undefined;
}

export interface CodecSample {
  /** As in SDP (`opus`, `PCMU`). */
  readonly name: string;
  readonly clockRateHz: number;
  /** Opus forward error correction as agreed (`useinbandfec`, RFC 7587 6.1); undefined where the browser shows no fmtp. */
  readonly fec?: boolean | undefined;
}

export interface OutboundSample {
  readonly packets: number;
  readonly bytes: number | undefined;
  readonly codec?: CodecSample | undefined;
}

export interface InboundSample {
  readonly packets: number;
  readonly bytes: number | undefined;
  /** Packets that never came; falls where a late one comes after all (RFC 3550 6.4.1). */
  readonly lost: number | undefined;
  readonly jitterMs: number | undefined;
  readonly energy: number | undefined;
  /** Packets that came too late or too early to be played. */
  readonly discarded?: number | undefined;
  /** Sum of the time that played samples waited in the jitter buffer, milliseconds; divide by `emittedSamples`. */
  readonly bufferedMs?: number | undefined;
  readonly emittedSamples?: number | undefined;
  /** Samples played, those made up included. */
  readonly totalSamples?: number | undefined;
  /** Samples made up because packets were missing. */
  readonly concealedSamples?: number | undefined;
  /** Of these, the ones made up as silence. */
  readonly silentConcealedSamples?: number | undefined;
  readonly codec?: CodecSample | undefined;
}

export interface ReceiverReport {
  readonly atMs: number;
  /** Loss since the report before, 0 to 1 (RFC 3550 6.4.1). */
  readonly fractionLost: number | undefined;
  readonly rttMs: number | undefined;
  /** Our packets that never reached them, since the call began. */
  readonly lost?: number | undefined;
  readonly jitterMs?: number | undefined;
  /** Our packets that reached them, since the call began, where the browser works that out (Firefox). */
  readonly received?: number | undefined;
}

/** What the far side says that it sent (RFC 3550 6.4.1). */
export interface SenderReport {
  /** When it came, milliseconds since the epoch. */
  readonly atMs: number;
  /** Packets of sound since the call began, by their count. */
  readonly packets: number | undefined;
}

/** RTCDtlsTransportState (W3C webrtc 5.5.1). */
export type DtlsState = 'new' | 'connecting' | 'connected' | 'closed' | 'failed';

const DTLS_STATES: readonly DtlsState[] = ['new', 'connecting', 'connected', 'closed', 'failed'];

/** The selected candidate pair (RFC 8445). */
export interface PairSample {
  /** Another pair has another id. */
  readonly id?: string | undefined;
  readonly path: MediaPath;
  readonly rttMs: number | undefined;
  /** Answers to our consent checks (RFC 7675) so far. */
  readonly responsesReceived: number | undefined;
  readonly packetsSent: number | undefined;
  /** All that came over the transport, since what arrives may be counted for another pair than the one that sends: sound, reports, feedback; checks are counted by some browsers and not by others. */
  readonly packetsReceived?: number | undefined;
  readonly bytesReceived?: number | undefined;
  readonly ends?: CandidateEnds | undefined;
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

  transport(): StatsEntry | undefined {
    return this.entries.find(({ type }) => type === 'transport');
  }

  selectedPair(): StatsEntry | undefined {
    const transport = this.transport();
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

function candidateType(candidate: StatsEntry | undefined): CandidateType | undefined {
  return CANDIDATE_TYPES.find((type) => type === candidate?.['candidateType']);
}

function endsOf(
  localCandidate: StatsEntry | undefined,
  remoteCandidate: StatsEntry | undefined,
): CandidateEnds | undefined {
  const local = candidateType(localCandidate);
  const remote = candidateType(remoteCandidate);
  if (local === undefined || remote === undefined) return undefined;
  const protocol = textOf(localCandidate, 'protocol')?.toLowerCase();
  return { local, remote, protocol: protocol === 'udp' || protocol === 'tcp' ? protocol : undefined };
}

function pairSample(report: Report): PairSample | undefined {
  const pair = report.selectedPair();
  if (pair === undefined) return undefined;
  const local = report.get(textOf(pair, 'localCandidateId'));
  const remote = report.get(textOf(pair, 'remoteCandidateId'));
  const transport = report.transport();
  return {
    id: pair.id,
    path: pathOf(local, remote),
    rttMs: milliseconds(numberOf(pair, 'currentRoundTripTime')),
    responsesReceived: numberOf(pair, 'responsesReceived'),
    packetsSent: numberOf(pair, 'packetsSent'),
    packetsReceived: numberOf(transport, 'packetsReceived') ?? numberOf(pair, 'packetsReceived'),
    bytesReceived: numberOf(transport, 'bytesReceived') ?? numberOf(pair, 'bytesReceived'),
    ends: endsOf(local, remote),
  };
}

function codecOf(report: Report, carrier: StatsEntry | undefined): CodecSample | undefined {
  const codec = report.get(textOf(carrier, 'codecId'));
  const name = textOf(codec, 'mimeType')?.replace(/^audio\//iu, '');
  if (name === undefined) return undefined;
  const parameters = textOf(codec, 'sdpFmtpLine');
  const fec = parameters === undefined ? undefined : /(?:^|[;\s])useinbandfec=1(?:$|[;\s])/u.test(parameters);
  return { name, clockRateHz: numberOf(codec, 'clockRate') ?? 0, fec };
}

function outboundSample(report: Report): OutboundSample | undefined {
  const entry = report.audio('outbound-rtp', 'packetsSent');
  const packets = numberOf(entry, 'packetsSent');
  if (packets === undefined) return undefined;
  return { packets, bytes: numberOf(entry, 'bytesSent'), codec: codecOf(report, entry) };
}

function inboundSample(report: Report): InboundSample | undefined {
  const entry = report.audio('inbound-rtp', 'packetsReceived');
  const packets = numberOf(entry, 'packetsReceived');
  if (packets === undefined) return undefined;
  return {
    packets,
    bytes: numberOf(entry, 'bytesReceived'),
    lost: numberOf(entry, 'packetsLost'),
    jitterMs: milliseconds(numberOf(entry, 'jitter')),
    energy: numberOf(entry, 'totalAudioEnergy'),
    discarded: numberOf(entry, 'packetsDiscarded'),
    bufferedMs: milliseconds(numberOf(entry, 'jitterBufferDelay')),
    emittedSamples: numberOf(entry, 'jitterBufferEmittedCount'),
    totalSamples: numberOf(entry, 'totalSamplesReceived'),
    concealedSamples: numberOf(entry, 'concealedSamples'),
    silentConcealedSamples: numberOf(entry, 'silentConcealedSamples'),
    codec: codecOf(report, entry),
  };
}

function receiverReport(entry: StatsEntry | undefined): ReceiverReport | undefined {
  const atMs = numberOf(entry, 'timestamp');
  if (atMs === undefined) return undefined;
  return {
    atMs,
    fractionLost: numberOf(entry, 'fractionLost'),
    rttMs: milliseconds(numberOf(entry, 'roundTripTime')),
    lost: numberOf(entry, 'packetsLost'),
    jitterMs: milliseconds(numberOf(entry, 'jitter')),
    received: numberOf(entry, 'packetsReceived'),
  };
}

function senderReport(entry: StatsEntry | undefined): SenderReport | undefined {
  const atMs = numberOf(entry, 'timestamp');
  return atMs === undefined ? undefined : { atMs, packets: numberOf(entry, 'packetsSent') };
}

function dtlsOf(report: Report): DtlsState | undefined {
  const transport = report.transport();
  return DTLS_STATES.find((state) => state === transport?.['dtlsState']);
}

/** Flattens a getStats report taken at `atMs`. */
export function sampleOf(entries: readonly StatsEntry[], atMs: number): StatsSample {
  const report = new Report(entries);
  const outbound = outboundSample(report);
  const inbound = inboundSample(report);
  return {
    atMs,
    outbound,
    inbound,
    microphoneEnergy: numberOf(report.latest('media-source'), 'totalAudioEnergy'),
    receiverReport: receiverReport(report.latest('remote-inbound-rtp')),
    senderReport: senderReport(report.latest('remote-outbound-rtp')),
    pair: pairSample(report),
    dtls: dtlsOf(report),
    codec: outbound?.codec ?? inbound?.codec,
  };
}
