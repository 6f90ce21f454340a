// Ends ICE gathering for the SIP stack as soon as the policy says enough: the stack waits for a null candidate, so we give it one.
// JsSIP has no option for this (docs/adr/0006). Goes on watching: what comes later, and which servers never answer.
import { enoughGathered, LONGEST_GATHERING_MS, type CandidateKind } from '../gathering-policy.ts';
import { serverKey, type IceServer } from '../ice-server.ts';
import { REPORT_AFTER_MS, type GatheringReport } from '../server-memory.ts';

const TICK_MS = 10;
const TELLS_ERRORS = 'RTCPeerConnectionIceErrorEvent' in globalThis;
/** How long the end is repeated, in case the stack was not listening yet. */
const OVERTIME_MS = 1000;
/** A socket of one address family and a server of the other: no failure of the server. */
const INCOMPATIBLE = /incompatible/iu;

export interface GatheringListener {
  /** What the servers did, once a gathering. */
  reported(report: GatheringReport): void;
  /** A public or relayed address came after the offer or answer had gone out; `isRestart`: of an ICE restart. */
  late(isRestart: boolean): void;
}

function serversOf(connection: RTCPeerConnection): readonly IceServer[] {
  return (connection.getConfiguration().iceServers ?? []).map(({ urls }) => ({ urls: [urls].flat() }));
}

class GatheringWatch {
  readonly #connection: RTCPeerConnection;
  readonly #relayMs: number | undefined;
  readonly #listener: GatheringListener;
  readonly #servers: readonly IceServer[];
  readonly #startedAt = performance.now();
  /** The far side's description was there before the gathering began: ours is renewed. */
  readonly #isRestart: boolean;
  readonly #firstSeenMs: Partial<Record<CandidateKind, number>> = {};
  readonly #answeredMs: Record<string, number> = {};
  readonly #failedMs: Record<string, number> = {};
  readonly #failed: Record<string, number> = {};
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #reportTimer: ReturnType<typeof setTimeout>;
  #lastCandidateMs: number | undefined;
  #attributed = false;
  #cutMs: number | undefined;
  #isReported = false;

  constructor(connection: RTCPeerConnection, relayMs: number | undefined, listener: GatheringListener) {
    this.#connection = connection;
    this.#relayMs = relayMs;
    this.#listener = listener;
    this.#servers = serversOf(connection);
    this.#isRestart = connection.currentRemoteDescription !== null;
    this.#timer = setInterval(() => {
      this.#tick();
    }, TICK_MS);
    this.#reportTimer = setTimeout(() => {
      this.report();
    }, REPORT_AFTER_MS);
  }

  saw({ type, url }: RTCIceCandidate & { readonly url?: string | null }): void {
    const elapsedMs = this.#elapsedMs();
    this.#lastCandidateMs = elapsedMs;
    if (type === null) return;
    this.#firstSeenMs[type] ??= elapsedMs;
    if (url !== undefined && url !== null && url !== '') {
      this.#attributed = true;
      this.#answeredMs[serverKey(url)] ??= elapsedMs;
    }
    if (this.#cutMs !== undefined && type !== 'host') this.#listener.late(this.#isRestart);
  }

  failed({ url, errorCode, errorText }: RTCPeerConnectionIceErrorEvent): void {
    if (INCOMPATIBLE.test(errorText)) return;
    const key = serverKey(url);
    this.#failedMs[key] ??= this.#elapsedMs();
    // One interface may not reach the server, another may be told no: the answer says more.
    this.#failed[key] = Math.min(this.#failed[key] ?? errorCode, errorCode);
  }

  /** Says once what the servers did; what they do later counts for nothing. */
  report(): void {
    clearTimeout(this.#reportTimer);
    if (this.#isReported) return;
    this.#isReported = true;
    const unanswered = Object.entries(this.#failed).filter(([url]) => !(url in this.#answeredMs));
    this.#listener.reported({
      servers: this.#servers.flatMap(({ urls }) => urls).map(serverKey),
      answeredMs: this.#answeredMs,
      failed: Object.fromEntries(unanswered),
      srflxSeen: this.#firstSeenMs.srflx !== undefined,
      relaySeen: this.#firstSeenMs.relay !== undefined,
      isComplete: TELLS_ERRORS && this.#connection.iceGatheringState === 'complete',
      attributed: this.#attributed,
    });
  }

  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#reportTimer);
  }

  #elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  #tick(): void {
    const elapsedMs = this.#elapsedMs();
    const isClosed = this.#connection.signalingState === 'closed';
    if (isClosed || elapsedMs > (this.#cutMs ?? LONGEST_GATHERING_MS) + OVERTIME_MS) {
      clearInterval(this.#timer);
      if (isClosed) this.stop();
      return;
    }
    const progress = {
      elapsedMs,
      firstSeenMs: this.#firstSeenMs,
      lastCandidateMs: this.#lastCandidateMs,
      answeredMs: this.#answeredMs,
      failedMs: this.#failedMs,
      isRestart: this.#isRestart,
    };
    if (this.#cutMs === undefined && !enoughGathered(progress, this.#servers, this.#relayMs)) return;
    this.#cutMs ??= elapsedMs;
    this.#connection.dispatchEvent(new RTCPeerConnectionIceEvent('icecandidate'));
  }
}

/**
 * Watches every gathering of a connection, the ones after an ICE restart included. `relayMs`: what the fastest relay took the
 * last time, in milliseconds, where known. Returns a function that ends it.
 */
export function cutGathering(
  connection: RTCPeerConnection,
  relayMs: number | undefined,
  listener: GatheringListener,
): () => void {
  let watch: GatheringWatch | undefined;
  const onState = (): void => {
    if (connection.iceGatheringState === 'complete') watch?.report();
    watch?.stop();
    if (connection.iceGatheringState === 'gathering')
      watch = new GatheringWatch(connection, relayMs, listener);
  };
  const onCandidate = ({ candidate }: RTCPeerConnectionIceEvent): void => {
    if (candidate !== null) watch?.saw(candidate);
  };
  const onError = (event: RTCPeerConnectionIceErrorEvent): void => {
    watch?.failed(event);
  };
  connection.addEventListener('icegatheringstatechange', onState);
  connection.addEventListener('icecandidate', onCandidate);
  connection.addEventListener('icecandidateerror', onError);
  return () => {
    watch?.stop();
    connection.removeEventListener('icegatheringstatechange', onState);
    connection.removeEventListener('icecandidate', onCandidate);
    connection.removeEventListener('icecandidateerror', onError);
  };
}
