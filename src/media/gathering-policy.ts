// When an offer or answer goes out although ICE gathering has not completed: waiting for a dead server takes a browser
// up to 40 s. Pure: candidates and elapsed time in, a decision out. Source: RFC 8445 5.1.1, docs/diagnosis.md "Strategy".
import type { IceServer } from './ice-server.ts';

export type CandidateKind = 'host' | 'srflx' | 'prflx' | 'relay';

/** What was gathered so far; times in milliseconds since gathering began. */
export interface GatheringProgress {
  readonly elapsedMs: number;
  /** When each kind was first seen. */
  readonly firstSeenMs: Readonly<Partial<Record<CandidateKind, number>>>;
  readonly lastCandidateMs: number | undefined;
}

/** Nobody waits longer than this, in milliseconds. */
export const GATHERING_CAP_MS = 2000;
/** After the first relay candidate: others from the same server come within this time. */
const AFTER_RELAY_MS = 60;
/** After the first server-reflexive candidate, where a relay may still come. */
const AFTER_SRFLX_MS = 300;
/** After the last candidate, where no server is configured or only STUN. */
const QUIET_MS = 100;

function configured(servers: readonly IceServer[]): { readonly stun: boolean; readonly turn: boolean } {
  const urls = servers.flatMap((server) => server.urls);
  return { stun: urls.some((url) => /^stun/iu.test(url)), turn: urls.some((url) => /^turn/iu.test(url)) };
}

function passed(progress: GatheringProgress, since: number | undefined, waitMs: number): boolean {
  return since !== undefined && progress.elapsedMs - since >= waitMs;
}

/** Whether what was gathered is good enough to send now. */
export function enoughGathered(progress: GatheringProgress, servers: readonly IceServer[]): boolean {
  if (progress.elapsedMs >= GATHERING_CAP_MS) return true;
  const { stun, turn } = configured(servers);
  const { relay, srflx, host } = progress.firstSeenMs;
  if (turn) return passed(progress, relay, AFTER_RELAY_MS) || passed(progress, srflx, AFTER_SRFLX_MS * 2);
  if (stun) return passed(progress, srflx, QUIET_MS);
  return host !== undefined && passed(progress, progress.lastCandidateMs, QUIET_MS);
}
