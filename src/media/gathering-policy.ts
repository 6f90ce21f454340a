// When an offer or answer goes out although ICE gathering has not completed: waiting for a dead server takes a browser
// up to 40 s. Pure: candidates, failures and elapsed time in, a decision out. Source: RFC 8445 5.1.1, docs/adr/0006.
import { serverKey, type IceServer } from './ice-server.ts';

export type CandidateKind = 'host' | 'srflx' | 'prflx' | 'relay';

/** What was gathered so far; times in milliseconds since gathering began. */
export interface GatheringProgress {
  readonly elapsedMs: number;
  /** When each kind was first seen. */
  readonly firstSeenMs: Readonly<Partial<Record<CandidateKind, number>>>;
  readonly lastCandidateMs: number | undefined;
  /** When each server (by `serverKey`) gave its first candidate, where the browser says from whom one is. */
  readonly answeredMs: Readonly<Record<string, number>>;
  /** When each server (by `serverKey`) failed, as far as the browser says so (`icecandidateerror`, W3C webrtc 4.8.2). */
  readonly failedMs: Readonly<Record<string, number>>;
  /** An ICE restart (RFC 8445 9): sound was lost, and a description without any address can't bring it back. */
  readonly isRestart?: boolean;
}

/** Nobody waits longer than this for servers that never answered, in milliseconds. */
export const GATHERING_CAP_MS = 550;
/** Nor longer than this for a relay that is known to be slow, where nothing but a relay helps. */
export const LONGEST_GATHERING_MS = 2000;
/** After the first relay candidate: others that are as near come within this time. */
const AFTER_RELAY_MS = 30;
/** After the last candidate or failure, where nothing more is to be expected. */
const QUIET_MS = 40;
/** A browser reports failures one network interface at a time: another may still get through. */
const AFTER_FAILURE_MS = 100;
/** TURN takes two round trips where STUN takes one (RFC 8656 7.2): a relay is due within this multiple of the first... */
const RELAY_PER_SRFLX = 1.5;
/** ...but never sooner than after the first, nor later than after the second of these. */
const AFTER_SRFLX_MS = [100, 300] as const;

interface Configured {
  readonly stun: readonly string[];
  readonly turn: readonly string[];
}

function configured(servers: readonly IceServer[]): Configured {
  const urls = servers.flatMap((server) => server.urls).map(serverKey);
  return {
    stun: urls.filter((url) => /^stun/iu.test(url)),
    turn: urls.filter((url) => /^turn/iu.test(url)),
  };
}

function passed(progress: GatheringProgress, since: number | undefined, waitMs: number): boolean {
  return since !== undefined && progress.elapsedMs - since >= waitMs;
}

/** When the last of `urls` failed; undefined while one of them may still answer. */
function allFailedMs(urls: readonly string[], { failedMs }: GatheringProgress): number | undefined {
  const times = urls.map((url) => failedMs[url]);
  return times.some((time) => time === undefined) ? undefined : Math.max(0, ...times.map(Number));
}

function afterSrflxMs(srflx: number): number {
  return Math.min(Math.max(AFTER_SRFLX_MS[0], srflx * RELAY_PER_SRFLX), AFTER_SRFLX_MS[1]);
}

/** How long a relay is waited for where no public address was found: `relayMs` is how long one took the last time. */
function capMs(srflx: number | undefined, relayMs: number | undefined): number {
  if (srflx !== undefined || relayMs === undefined) return GATHERING_CAP_MS;
  return Math.min(LONGEST_GATHERING_MS, Math.max(GATHERING_CAP_MS, relayMs * 1.5 + AFTER_FAILURE_MS));
}

/**
 * Whether what was gathered is good enough to send now. `relayMs`: what the fastest relay took the last time on this
 * network, in milliseconds, where known.
 */
export function enoughGathered(
  progress: GatheringProgress,
  servers: readonly IceServer[],
  relayMs?: number,
): boolean {
  const { relay, srflx, host } = progress.firstSeenMs;
  // After a change of address a browser takes a second or two to find the new one.
  if (progress.isRestart === true && progress.lastCandidateMs === undefined)
    return progress.elapsedMs >= LONGEST_GATHERING_MS;
  const firstMs = Math.min(...Object.values(progress.firstSeenMs));
  const sinceMs = progress.isRestart === true && Number.isFinite(firstMs) ? firstMs : 0;
  if (progress.elapsedMs - sinceMs >= capMs(srflx, relayMs)) return true;
  const { stun, turn } = configured(servers);
  if (relay !== undefined) {
    const haveAllAnswered = turn.every((url) => url in progress.answeredMs);
    return haveAllAnswered || passed(progress, relay, AFTER_RELAY_MS);
  }
  if (srflx !== undefined)
    return passed(progress, srflx, turn.length === 0 ? AFTER_RELAY_MS : afterSrflxMs(srflx));
  if (stun.length + turn.length > 0) {
    const failedMs = allFailedMs([...stun, ...turn], progress);
    // An address found after the failures belongs to an interface that has not asked yet.
    const sinceMs = failedMs === undefined ? undefined : Math.max(failedMs, progress.lastCandidateMs ?? 0);
    return passed(progress, sinceMs, AFTER_FAILURE_MS);
  }
  return host !== undefined && passed(progress, progress.lastCandidateMs, QUIET_MS);
}

/** Which side a gathering serves: whoever offered offers again; the other's later addresses go with its next answer, if one comes soon. */
export type GatheringRole = 'offers' | 'answers';

/**
 * Waits before another offer that tells of addresses found late, in milliseconds: they come in twos and threes, and a gathering may
 * give no more than so many offers. The first is due at once where sound is lost; who only answered leaves the other side the time to
 * offer first, for two offers at once cost seconds (RFC 3261 14.1).
 */
const LATE_OFFER_MS = {
  first: [250, 1000, 4000],
  offers: [50, 250, 1000, 4000],
  answers: [600, 1000, 4000],
} as const;

/**
 * How long after the first address that the far side does not know another offer is due, in milliseconds; undefined where this
 * gathering has given all that it may. `made`: how many it gave before.
 */
export function lateOfferAfterMs(made: number, isRestart: boolean, role: GatheringRole): number | undefined {
  return LATE_OFFER_MS[isRestart ? role : 'first'][made];
}
