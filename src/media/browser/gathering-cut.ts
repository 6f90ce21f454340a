// Ends ICE gathering for the SIP stack as soon as the policy says enough: the stack waits for a null candidate, so we give it one.
// JsSIP has no option for this (docs/adr/0006); candidates that come later still serve as peer-reflexive ones.
import { enoughGathered, GATHERING_CAP_MS, type CandidateKind } from '../gathering-policy.ts';
import type { IceServer } from '../ice-server.ts';

const TICK_MS = 20;
/** How long after the cap the end is repeated, in case the stack was not listening yet. */
const OVERTIME_MS = 1000;

class GatheringWatch {
  readonly #connection: RTCPeerConnection;
  readonly #servers: readonly IceServer[];
  readonly #startedAt = performance.now();
  readonly #firstSeenMs: Partial<Record<CandidateKind, number>> = {};
  readonly #timer: ReturnType<typeof setInterval>;
  #lastCandidateMs: number | undefined;

  constructor(connection: RTCPeerConnection, servers: readonly IceServer[]) {
    this.#connection = connection;
    this.#servers = servers;
    this.#timer = setInterval(() => {
      this.#tick();
    }, TICK_MS);
  }

  saw(candidate: RTCIceCandidate): void {
    const elapsedMs = performance.now() - this.#startedAt;
    if (candidate.type !== null) this.#firstSeenMs[candidate.type] ??= elapsedMs;
    this.#lastCandidateMs = elapsedMs;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const elapsedMs = performance.now() - this.#startedAt;
    const over =
      this.#connection.iceGatheringState !== 'gathering' || this.#connection.signalingState === 'closed';
    if (over || elapsedMs > GATHERING_CAP_MS + OVERTIME_MS) {
      this.stop();
      return;
    }
    const progress = { elapsedMs, firstSeenMs: this.#firstSeenMs, lastCandidateMs: this.#lastCandidateMs };
    if (!enoughGathered(progress, this.#servers)) return;
    this.#connection.dispatchEvent(new RTCPeerConnectionIceEvent('icecandidate'));
  }
}

/** Watches every gathering of a connection, the ones after an ICE restart included. Returns a function that ends it. */
export function cutGathering(connection: RTCPeerConnection, servers: readonly IceServer[]): () => void {
  let watch: GatheringWatch | undefined;
  const onState = (): void => {
    watch?.stop();
    watch =
      connection.iceGatheringState === 'gathering' ? new GatheringWatch(connection, servers) : undefined;
  };
  const onCandidate = (event: RTCPeerConnectionIceEvent): void => {
    if (event.candidate !== null) watch?.saw(event.candidate);
  };
  connection.addEventListener('icegatheringstatechange', onState);
  connection.addEventListener('icecandidate', onCandidate);
  return () => {
    watch?.stop();
    connection.removeEventListener('icegatheringstatechange', onState);
    connection.removeEventListener('icecandidate', onCandidate);
  };
}
