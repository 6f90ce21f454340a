// TURN credentials that expire, as every service for coturn's use-auth-secret makes them
// (draft-uberti-behave-turn-rest-00 section 2.2).
import { createHmac } from 'node:crypto';
import type { TurnCredentials } from './types.ts';

/** Good until `ttlSeconds` from now; a negative time makes ones that have run out. */
export function restCredentials(secret: string, ttlSeconds: number, name = 'lab'): TurnCredentials {
  const username = `${Math.floor(Date.now() / 1000) + ttlSeconds}:${name}`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}
