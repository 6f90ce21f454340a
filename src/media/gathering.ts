// One gathering of ICE candidates: which came and what failed, when a description may be sent with them, and which candidates the
// far side still has to be told afterwards. Pure: whoever watches the browser passes the times. Source: RFC 8445 5.1.1 and 9.
import {
  enoughGathered,
  lateOfferAfterMs,
  type CandidateKind,
  type GatheringProgress,
  type GatheringRole,
} from './gathering-policy.ts';
import { serverKey, type IceServer } from './ice-server.ts';
import type { GatheringReport } from './server-memory.ts';

/** What is read of a candidate (W3C webrtc 4.8.1). */
export interface SeenCandidate {
  readonly type: CandidateKind | null;
  readonly protocol: string | null;
  readonly address: string | null;
  /** The server that it came from, where the browser says so. */
  readonly url?: string | null;
}

/** What is read of a failure (W3C webrtc 4.8.2). */
export interface SeenFailure {
  readonly url: string;
  readonly errorCode: number;
  readonly errorText: string;
}

export interface GatheringSetup {
  readonly servers: readonly IceServer[];
  /** What the fastest relay took the last time, in milliseconds, where known. */
  readonly relayMs: number | undefined;
  /** An ICE restart: sound was lost, and the browser may still be looking for its new address. */
  readonly isRestart: boolean;
  readonly role: GatheringRole;
}

/** A socket of one address family and a server of the other: no failure of the server. */
const INCOMPATIBLE = /incompatible/iu;

/** Times are milliseconds since the gathering began. */
export class Gathering {
  readonly setup: GatheringSetup;
  readonly #firstSeenMs: Partial<Record<CandidateKind, number>> = {};
  readonly #answeredMs: Record<string, number> = {};
  readonly #failedMs: Record<string, number> = {};
  readonly #failed: Record<string, number> = {};
  #lastCandidateMs: number | undefined;
  #isAttributed = false;
  #hasLeft = false;
  #lateOffers = 0;
  #owedSinceMs: number | undefined;

  constructor(setup: GatheringSetup) {
    this.setup = setup;
  }

  /** A description has gone out with what was there. */
  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  saw({ type, protocol, address, url }: SeenCandidate, atMs: number): void {
    this.#lastCandidateMs = atMs;
    if (type === null) return;
    this.#firstSeenMs[type] ??= atMs;
    if (url !== undefined && url !== null && url !== '') {
      this.#isAttributed = true;
      this.#answeredMs[serverKey(url)] ??= atMs;
    }
    // An own address alone may be all that there is after a change, on a network without any server.
    const isPublic = type === 'srflx' || type === 'relay';
    const isOwn = protocol !== 'tcp' && address?.startsWith('127.') !== true && this.setup.isRestart;
    if (this.#hasLeft && (isPublic || isOwn)) this.#owedSinceMs ??= atMs;
  }

  failed({ url, errorCode, errorText }: SeenFailure, atMs: number): void {
    if (INCOMPATIBLE.test(errorText)) return;
    const key = serverKey(url);
    this.#failedMs[key] ??= atMs;
    // One interface may not reach the server, another may be told no: the answer says more.
    this.#failed[key] = Math.min(this.#failed[key] ?? errorCode, errorCode);
  }

  /** Whether a description may leave now. Once it may, what comes later is owed to the far side. */
  mayLeave(atMs: number): boolean {
    this.#hasLeft ||= enoughGathered(this.#progress(atMs), this.setup.servers, this.setup.relayMs);
    return this.#hasLeft;
  }

  /**
   * The browser expects nothing more. A first description then leaves with whatever there is; one of a restart not without any
   * address: a browser that has lost its only one says the same, and finds the new one a second later.
   */
  complete(): void {
    this.#hasLeft ||= !this.setup.isRestart || this.#lastCandidateMs !== undefined;
  }

  /** Another description has told the far side of everything that came. */
  told(): void {
    this.#owedSinceMs = undefined;
  }

  /** When another offer is due; undefined where nothing is owed, or this gathering may give no more. */
  get offerDueMs(): number | undefined {
    const { isRestart, role } = this.setup;
    const afterMs = lateOfferAfterMs(this.#lateOffers, isRestart, role);
    return this.#owedSinceMs === undefined || afterMs === undefined ? undefined : this.#owedSinceMs + afterMs;
  }

  /** The offer that was due is asked for. */
  offered(): void {
    this.#lateOffers += 1;
    this.told();
  }

  /** `isComplete`: whether the browser has ended it, and tells of failures at all. */
  report(isComplete: boolean): GatheringReport {
    const unanswered = Object.entries(this.#failed).filter(([url]) => !(url in this.#answeredMs));
    return {
      servers: this.setup.servers.flatMap(({ urls }) => urls).map(serverKey),
      answeredMs: this.#answeredMs,
      failed: Object.fromEntries(unanswered),
      srflxSeen: this.#firstSeenMs.srflx !== undefined,
      relaySeen: this.#firstSeenMs.relay !== undefined,
      isComplete,
      attributed: this.#isAttributed,
    };
  }

  #progress(elapsedMs: number): GatheringProgress {
    return {
      elapsedMs,
      firstSeenMs: this.#firstSeenMs,
      lastCandidateMs: this.#lastCandidateMs,
      answeredMs: this.#answeredMs,
      failedMs: this.#failedMs,
      isRestart: this.setup.isRestart,
    };
  }
}
