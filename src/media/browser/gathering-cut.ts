// Ends ICE gathering for the SIP stack as soon as the policy says enough: the stack waits for a null candidate, so we give it one.
// JsSIP has no option for this (docs/adr/0006). Goes on watching: what comes later, and which servers never answer.
import { LONGEST_GATHERING_MS } from '../gathering-policy.ts';
import { Gathering } from '../gathering.ts';
import type { IceServer } from '../ice-server.ts';
import { REPORT_AFTER_MS, type GatheringReport } from '../server-memory.ts';

const TICK_MS = 10;
const TELLS_ERRORS = 'RTCPeerConnectionIceErrorEvent' in globalThis;
/** How long the end is repeated, in case the stack was not listening yet. */
const OVERTIME_MS = 1000;

export interface GatheringListener {
  /** What the servers did, once for the first gathering: one of a restart tells of the change of network more than of them. */
  reported(report: GatheringReport): void;
  /** Addresses came after the offer or answer had gone out, and another offer is due; `isRestart`: of an ICE restart. */
  late(isRestart: boolean): void;
}

function serversOf(connection: RTCPeerConnection): readonly IceServer[] {
  return (connection.getConfiguration().iceServers ?? []).map(({ urls }) => ({ urls: [urls].flat() }));
}

/** Names a gathering: each has credentials of its own (RFC 8839 5.4). */
function ufragOf({ localDescription }: RTCPeerConnection): string | undefined {
  return /^a=ice-ufrag:(\S+)/mu.exec(localDescription?.sdp ?? '')?.[1];
}

class GatheringWatch {
  readonly #connection: RTCPeerConnection;
  readonly #listener: GatheringListener;
  readonly #gathering: Gathering;
  readonly #startedAt = performance.now();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #reportTimer: ReturnType<typeof setTimeout>;
  #lateTimer: ReturnType<typeof setTimeout> | undefined;
  #leftMs: number | undefined;
  #isReported: boolean;

  constructor(connection: RTCPeerConnection, gathering: Gathering, listener: GatheringListener) {
    this.#connection = connection;
    this.#gathering = gathering;
    this.#listener = listener;
    this.#isReported = gathering.setup.isRestart;
    this.#timer = setInterval(() => {
      this.#tick();
    }, TICK_MS);
    this.#reportTimer = setTimeout(() => {
      this.#report();
    }, REPORT_AFTER_MS);
  }

  saw(candidate: RTCIceCandidate & { readonly url?: string | null }): void {
    this.#gathering.saw(candidate, this.#elapsedMs());
    this.#awaitOffer();
  }

  failed(event: RTCPeerConnectionIceErrorEvent): void {
    this.#gathering.failed(event, this.#elapsedMs());
  }

  /** The browser has ended it; an address that it finds later still counts. */
  complete(): void {
    this.#gathering.complete();
    this.#report();
  }

  /** An answer of ours went out with all that was there. */
  told(): void {
    this.#gathering.told();
    this.#awaitOffer();
  }

  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#reportTimer);
    clearTimeout(this.#lateTimer);
  }

  #elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  #report(): void {
    clearTimeout(this.#reportTimer);
    if (this.#isReported) return;
    this.#isReported = true;
    const isComplete = TELLS_ERRORS && this.#connection.iceGatheringState === 'complete';
    this.#listener.reported(this.#gathering.report(isComplete));
  }

  #awaitOffer(): void {
    clearTimeout(this.#lateTimer);
    const dueMs = this.#gathering.offerDueMs;
    if (dueMs === undefined) return;
    this.#lateTimer = setTimeout(
      () => {
        this.#gathering.offered();
        this.#listener.late(this.#gathering.setup.isRestart);
      },
      Math.max(0, dueMs - this.#elapsedMs()),
    );
  }

  #tick(): void {
    const elapsedMs = this.#elapsedMs();
    const isClosed = this.#connection.signalingState === 'closed';
    if (isClosed || elapsedMs > (this.#leftMs ?? LONGEST_GATHERING_MS) + OVERTIME_MS) {
      clearInterval(this.#timer);
      if (isClosed) this.stop();
      return;
    }
    if (!this.#gathering.mayLeave(elapsedMs)) return;
    this.#leftMs ??= elapsedMs;
    // The browser says so itself where it came to the end with something in hand.
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
  const known = new Set<string>();
  let watch: GatheringWatch | undefined;
  let { signalingState } = connection;
  /** A restart may begin while the gathering before still goes on, so its state tells nothing; its credentials do. */
  const look = (): void => {
    const ufrag = ufragOf(connection);
    if (ufrag === undefined || known.has(ufrag)) return;
    const isRestart = known.size > 0;
    known.add(ufrag);
    watch?.stop();
    const role = connection.signalingState === 'have-local-offer' ? 'offers' : 'answers';
    const setup = { servers: serversOf(connection), relayMs, isRestart, role } as const;
    watch = new GatheringWatch(connection, new Gathering(setup), listener);
  };
  const onSignaling = (): void => {
    const before = signalingState;
    ({ signalingState } = connection);
    // Our answer to an offer that was no restart carries what came late.
    if (signalingState === 'stable' && before === 'have-remote-offer') watch?.told();
    look();
  };
  const onGathering = (): void => {
    look();
    if (connection.iceGatheringState === 'complete') watch?.complete();
  };
  const onCandidate = ({ candidate }: RTCPeerConnectionIceEvent): void => {
    if (candidate !== null) watch?.saw(candidate);
  };
  const onError = (event: RTCPeerConnectionIceErrorEvent): void => {
    watch?.failed(event);
  };
  connection.addEventListener('signalingstatechange', onSignaling);
  connection.addEventListener('icegatheringstatechange', onGathering);
  connection.addEventListener('icecandidate', onCandidate);
  connection.addEventListener('icecandidateerror', onError);
  return () => {
    watch?.stop();
    connection.removeEventListener('signalingstatechange', onSignaling);
    connection.removeEventListener('icegatheringstatechange', onGathering);
    connection.removeEventListener('icecandidate', onCandidate);
    connection.removeEventListener('icecandidateerror', onError);
  };
}
