// Asks a service for short-lived TURN credentials over HTTP (draft-uberti-behave-turn-rest-00).
import { readTurnAnswer } from '../turn-answer.ts';
import type { FetchTurnCredentials } from '../turn-service.ts';

/** A call waits for the answer, so it waits no longer than this, in milliseconds. */
const PATIENCE_MS = 2000;

export const fetchTurnCredentials: FetchTurnCredentials = async ({ url, token }) => {
  const headers = {
    accept: 'application/json',
    ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
  };
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(url, {
      headers,
      signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    });
    if (response.status === 401 || response.status === 403) return { kind: 'problem', problem: 'refused' };
    if (!response.ok) return { kind: 'problem', problem: 'unreachable' };
    return readTurnAnswer(await response.json());
  } catch (problem) {
    return { kind: 'problem', problem: problem instanceof SyntaxError ? 'invalid' : 'unreachable' };
  }
};
