// The demo PBX over HTTP on the page's own origin.
import type { Demo, DemoAnswer } from '../demo.ts';
import { textOf } from './read-text.ts';

const EXTENSION_PATH = '/demo/extension';
const INFO_PATH = '/demo/info';
const DEADLINE_MS = 5000;
/** Shorter: the sign-in form waits for this answer, so that it does not jump when the demo's card comes. */
const INFO_DEADLINE_MS = 2000;

/** A network failure reads as no answer: the page may come from any web server. */
async function request(
  path: string,
  init: RequestInit,
  deadlineMs = DEADLINE_MS,
): Promise<Response | undefined> {
  try {
    return await fetch(path, {
      ...init,
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(deadlineMs),
    });
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return undefined;
    throw error;
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await textOf(response)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof DOMException)
      return undefined;
    throw error;
  }
}

async function ask(path: string, body: object): Promise<DemoAnswer> {
  const headers = { 'content-type': 'application/json' };
  // A path that a setup link named gets nothing of what this browser may do elsewhere at the same origin.
  const credentials = path === EXTENSION_PATH ? 'same-origin' : 'omit';
  const response = await request(path, { method: 'POST', headers, body: JSON.stringify(body), credentials });
  if (response?.status === 503) return { kind: 'full' };
  if (response?.ok !== true) return { kind: 'unavailable' };
  const { parseProfile } = await import('../parse-profile.ts');
  const result = parseProfile(await jsonOf(response));
  return result.kind === 'valid' ? { kind: 'profile', profile: result.profile } : { kind: 'unavailable' };
}

/** The demo on this page's origin. */
export const fetchedDemo: Demo = {
  async available(): Promise<boolean> {
    const response = await request(INFO_PATH, { method: 'GET' }, INFO_DEADLINE_MS);
    // Any other web server may answer anything here, a page of its own for instance.
    return response?.ok === true && (await jsonOf(response)) !== undefined;
  },
  take: () => ask(EXTENSION_PATH, {}),
  renew: (path, extension) => ask(path, { extension }),
};
