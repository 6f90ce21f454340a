// The two things that a call depends on, the way to the server and the sound, and what is done when one is lost: when ICE
// restarts (RFC 8445 9), and when the phone gives the call up. Pure; call-links.ts in the adapter carries it out. Everything else
// that ends a call comes from a person or from the far side.
//
//   server: up --serverLost--> lost --serverBack--> up
//   sound:  flows --soundStalled--> silent --soundBroken, or reason enough--> sought (a restart now, others after 4, 8, 15, 15 ... s)
//           silent, sought --soundFlows--> flows
//   both:   lost together for a minute --> given up
import type { Lost } from './call-state.ts';

type Sound =
  | { readonly kind: 'flows' }
  /** None arrives, which may mean nothing. */
  | { readonly kind: 'silent'; readonly sinceMs: number }
  /** A restart was made, and another follows at `againMs`. `restarts`: how many so far. */
  | {
      readonly kind: 'sought';
      readonly sinceMs: number;
      readonly restarts: number;
      readonly againMs: number;
    };

/** Times are milliseconds since the epoch. */
export interface Links {
  /** Undefined while the server can be reached. */
  readonly serverLostMs: number | undefined;
  /** When it could be reached again the last time. */
  readonly serverBackMs: number | undefined;
  readonly sound: Sound;
}

export const WHOLE: Links = { serverLostMs: undefined, serverBackMs: undefined, sound: { kind: 'flows' } };

export type LinkEvent =
  | { readonly kind: 'serverLost' | 'serverBack' | 'soundFlows' }
  /** No sound arrives; `isDoubted`: a restart alone would not bring it back, so that waiting for more is no use. */
  | { readonly kind: 'soundStalled'; readonly isDoubted: boolean }
  /** ICE has no path (RFC 8445). */
  | { readonly kind: 'soundBroken' }
  /** It is time, as `nextTimeMs` says. */
  | { readonly kind: 'timePassed' };

/** What is to be done. `offer`: the far side and the server learn our new address. */
export type LinkStep = 'offer' | 'restart' | 'giveUp';

export interface LinkTurn {
  readonly links: Links;
  readonly step: LinkStep | undefined;
}

/** How long both must be lost before the call is given up, in milliseconds. */
export const GIVE_UP_AFTER_MS = 60_000;
/** Silence so soon after a new connection means that both were lost together: the address changed. In milliseconds. */
const AFTERMATH_MS = 5000;
/** An offer that should bring sound back and did not is followed by another, in milliseconds. */
const RESTART_AGAIN_MS: readonly number[] = [4000, 8000, 15_000];

const stays = (links: Links): LinkTurn => ({ links, step: undefined });

/** When the call is given up if nothing changes; undefined while either link works. */
export function giveUpAtMs({ serverLostMs, sound }: Links): number | undefined {
  if (serverLostMs === undefined || sound.kind === 'flows') return undefined;
  return Math.max(serverLostMs, sound.sinceMs) + GIVE_UP_AFTER_MS;
}

/** When `timePassed` is due; undefined where nothing waits for time. */
export function nextTimeMs(links: Links): number | undefined {
  const againMs = links.sound.kind === 'sought' ? links.sound.againMs : undefined;
  const times = [againMs, giveUpAtMs(links)].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** What is being looked for; undefined while nothing is. */
export function lostIn({ serverLostMs, sound }: Links): Lost | undefined {
  if (serverLostMs === undefined) return sound.kind === 'sought' ? 'sound' : undefined;
  return sound.kind === 'sought' ? 'both' : 'server';
}

function restarted(links: Links, sinceMs: number, restarts: number, nowMs: number): LinkTurn {
  const afterMs = RESTART_AGAIN_MS[Math.min(restarts, RESTART_AGAIN_MS.length - 1)] ?? 0;
  const sound: Sound = { kind: 'sought', sinceMs, restarts: restarts + 1, againMs: nowMs + afterMs };
  return { links: { ...links, sound }, step: 'restart' };
}

function silent(links: Links, isReason: boolean, nowMs: number): LinkTurn {
  const { sound } = links;
  if (sound.kind === 'sought') return stays(links);
  const sinceMs = sound.kind === 'silent' ? sound.sinceMs : nowMs;
  if (isReason) return restarted(links, sinceMs, 0, nowMs);
  return stays({ ...links, sound: { kind: 'silent', sinceMs } });
}

function atTime(links: Links, nowMs: number): LinkTurn {
  const { sound } = links;
  const endMs = giveUpAtMs(links);
  if (endMs !== undefined && nowMs >= endMs) return { links, step: 'giveUp' };
  if (sound.kind !== 'sought' || nowMs < sound.againMs) return stays(links);
  return restarted(links, sound.sinceMs, sound.restarts, nowMs);
}

/** The next state of an answered call's links, and what to do. */
export function nextLinks(links: Links, event: LinkEvent, nowMs: number): LinkTurn {
  switch (event.kind) {
    case 'serverLost':
      return stays({ ...links, serverLostMs: nowMs });
    case 'serverBack': {
      const back = { ...links, serverLostMs: undefined, serverBackMs: nowMs };
      // Sound that got lost on the way is looked for as well.
      return { links: back, step: links.sound.kind === 'flows' ? 'offer' : 'restart' };
    }
    case 'soundFlows':
      return stays({ ...links, sound: { kind: 'flows' } });
    case 'soundStalled': {
      const isAftermath = links.serverBackMs !== undefined && nowMs - links.serverBackMs < AFTERMATH_MS;
      return silent(links, event.isDoubted || isAftermath, nowMs);
    }
    case 'soundBroken':
      return silent(links, true, nowMs);
    case 'timePassed':
      return atTime(links, nowMs);
  }
}
