// Asks a service for short-lived TURN credentials over HTTP (draft-uberti-behave-turn-rest-00). One on the page's own origin may ask
// for a proof of the SIP password (Digest): that origin serves the phone itself. Any other could only try to guess it from the proof.
import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { answerOf, readChallenge } from '../digest/digest.ts';
import { readTurnAnswer } from '../turn-answer.ts';
import type { FetchTurnCredentials, TurnService } from '../turn-service.ts';
import { textOf } from './read-text.ts';

/** A call waits for the answer, so it waits no longer than this, in milliseconds. */
const PATIENCE_MS = 2000;

const METHOD = 'GET';

/** Without the browser's own sign-in: a 401 opens no dialog of it. */
function ask(url: string, authorization: string | undefined, signal: AbortSignal): Promise<Response> {
  const headers = {
    accept: 'application/json',
    ...(authorization === undefined ? {} : { authorization }),
  };
  return fetch(url, {
    method: METHOD,
    headers,
    signal,
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
  });
}

/** What answers the challenge of a refusal; undefined where there is nothing to answer with, or nobody who may have it. */
function proofFor({ url, account, token }: TurnService, refusal: Response): string | undefined {
  const { origin, pathname, search } = new URL(url);
  if (account === undefined || token !== '' || origin !== location.origin) return undefined;
  const challenge = readChallenge(refusal.headers.get('www-authenticate') ?? '');
  if (challenge === undefined) return undefined;
  const request = { method: METHOD, uri: pathname + search, cnonce: crypto.randomUUID() };
  return answerOf(challenge, account, request, (text) => bytesToHex(md5(utf8ToBytes(text))));
}

export const fetchTurnCredentials: FetchTurnCredentials = async (service) => {
  const { url, token } = service;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    let response = await ask(url, token === '' ? undefined : `Bearer ${token}`, signal);
    const proof = response.status === 401 ? proofFor(service, response) : undefined;
    if (proof !== undefined) response = await ask(url, proof, signal);
    if (response.status === 401 || response.status === 403) return { kind: 'problem', problem: 'refused' };
    if (!response.ok) return { kind: 'problem', problem: 'unreachable' };
    return readTurnAnswer(JSON.parse(await textOf(response)));
  } catch (problem) {
    return { kind: 'problem', problem: problem instanceof SyntaxError ? 'invalid' : 'unreachable' };
  }
};
