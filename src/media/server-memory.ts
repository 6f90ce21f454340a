// What earlier calls on this network taught about the STUN and TURN servers: which helped and how fast, and which gave nothing, so
// that no call waits for those again. Pure; forgotten after a while and whenever the network changes.
import { serverKey, type IceServer } from './ice-server.ts';

/** What one gathering showed, at its end or after `REPORT_AFTER_MS`; servers go by their `serverKey`. */
export interface GatheringReport {
  readonly servers: readonly string[];
  /** Milliseconds until the first candidate from each server that gave one. */
  readonly answeredMs: Readonly<Record<string, number>>;
  /** What the browser said of servers that gave none: the error code (RFC 8489 18.3; 701: not reached). */
  readonly failed: Readonly<Record<string, number>>;
  /** Whether a public address was found at all: a second STUN server that finds the same one says nothing. */
  readonly srflxSeen: boolean;
  /** Whether any relay was found. */
  readonly relaySeen: boolean;
  /** Whether gathering came to its end, in a browser that tells of every failure: who is not among the failed has answered. */
  readonly isComplete: boolean;
  /** Whether the browser says which server a candidate came from (Chromium 124 and later). */
  readonly attributed: boolean;
}

/**
 * Port: asks the servers outside any call; takes up to `REPORT_AFTER_MS`. Undefined where the browser refuses, or where `end` came
 * first: then what it holds at the servers is given back at once. Never rejects.
 */
export type Preflight = (
  servers: readonly IceServer[],
  end: Promise<void>,
) => Promise<GatheringReport | undefined>;

export interface ServerRecord {
  readonly state: 'alive' | 'dead';
  /** How long its first candidate took, in milliseconds; undefined for a dead one. */
  readonly answeredMs: number | undefined;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

/** By `serverKey`. */
export type ServerMemory = Readonly<Record<string, ServerRecord>>;

/** A server that gives no sign for so long is taken for dead, in milliseconds. */
export const REPORT_AFTER_MS = 4000;
/** A dead server is tried again after this time, in milliseconds. */
export const FORGOTTEN_AFTER_MS = 5 * 60_000;
/** The server was not reached, as against one that refuses (W3C webrtc 4.8.2). */
const NOT_REACHED = 701;

function isDead(url: string, report: GatheringReport): boolean {
  const code = report.failed[url];
  // One that refuses a password answers at once: nobody waits for it, and another password may come.
  if (code !== undefined) return code === NOT_REACHED;
  // Where there is no NAT a STUN server that lives tells an address that the browser has already, and drops.
  if (report.isComplete && url.startsWith('stun')) return false;
  const seen = url.startsWith('turn') ? report.relaySeen : report.srflxSeen;
  // Where candidates of its kind came and the browser says from whom, a relay would have been there too; STUN servers find the same.
  return !seen || (report.attributed && url.startsWith('turn'));
}

/** The memory after a gathering; `nowMs` in milliseconds since the epoch. */
export function afterGathering(memory: ServerMemory, report: GatheringReport, nowMs: number): ServerMemory {
  const learned = report.servers.flatMap((url): [string, ServerRecord][] => {
    const answeredMs = report.answeredMs[url];
    if (answeredMs !== undefined) return [[url, { state: 'alive', answeredMs, atMs: nowMs }]];
    return isDead(url, report) ? [[url, { state: 'dead', answeredMs, atMs: nowMs }]] : [];
  });
  return { ...memory, ...Object.fromEntries(learned) };
}

/** The servers that are known to be dead at `nowMs`. */
export function deadServers(memory: ServerMemory, nowMs: number): readonly string[] {
  return Object.entries(memory)
    .filter(([, { state, atMs }]) => state === 'dead' && nowMs - atMs < FORGOTTEN_AFTER_MS)
    .map(([url]) => url);
}

/** `servers` without the URLs that are known to be dead. */
export function livingServers(
  servers: readonly IceServer[],
  memory: ServerMemory,
  nowMs: number,
): readonly IceServer[] {
  const dead = deadServers(memory, nowMs);
  return servers
    .map((server) => ({ ...server, urls: server.urls.filter((url) => !dead.includes(serverKey(url))) }))
    .filter(({ urls }) => urls.length > 0);
}

/** What the fastest relay took the last time, in milliseconds; undefined where none ever came. */
export function fastestRelayMs(memory: ServerMemory): number | undefined {
  const times = Object.entries(memory).flatMap(([url, { answeredMs }]) =>
    url.startsWith('turn') && answeredMs !== undefined ? [answeredMs] : [],
  );
  return times.length === 0 ? undefined : Math.min(...times);
}
