// Parses the answer of a service for TURN credentials, in any of the forms that are in use, with the same parser as pasted lists.
import { serversIn, takenServers } from './ice-literal.ts';
import type { TurnAnswer } from './turn-service.ts';

/** Where the answer names no time: the draft's recommendation is a day, but nobody must rely on it. */
const DEFAULT_TTL_SECONDS = 3600;

const KEYS = ['ttl', 'lifetimeDuration', 'lifetime', 'expires_in'] as const;

function ttlOf(value: unknown): number {
  const fields =
    typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const ttl = KEYS.map((key) => Number(fields[key])).find(
    (seconds) => seconds > 0 && Number.isFinite(seconds),
  );
  return ttl ?? DEFAULT_TTL_SECONDS;
}

/** Reads the answer of a service, as parsed JSON. Takes what a call can use, and says what it left out. */
export function readTurnAnswer(value: unknown): TurnAnswer {
  // A service answers with an object or a list; a text alone is an error page.
  const found = typeof value === 'object' ? serversIn(value, true) : { servers: [], leftOut: [] };
  const { servers, leftOut } = takenServers(found, true);
  return servers.length === 0
    ? { kind: 'problem', problem: 'invalid', leftOut }
    : { kind: 'servers', servers, ttlSeconds: ttlOf(value), leftOut };
}
