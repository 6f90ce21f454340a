// Exchanges a one-time code for a profile: POST /setup at the page's own origin (docs/provisioning.md, "One-time links").
// The code goes in the body, never in an address: servers write addresses into their logs.
import type { Opening, OpeningProblem, RedeemToken } from '../links/ports.ts';
import { parseProfileJson } from '../parse-profile.ts';
import { textOf } from './read-text.ts';

const PATH = '/setup';
const PATIENCE_MS = 10_000;

function problem(code: OpeningProblem): Opening {
  return { kind: 'problem', problem: code };
}

function refusal(status: number): Opening {
  if (status === 410) return problem('used');
  if (status === 429) return problem('tooMany');
  return problem(status >= 500 && status !== 501 ? 'unreachable' : 'noService');
}

function profileOf(json: string): Opening {
  const result = parseProfileJson(json);
  if (result.kind === 'valid') return { kind: 'profile', profile: result.profile };
  // Many a web server answers anything with its own page.
  return result.problem.code === 'notJson' ? problem('noService') : result;
}

export const redeemToken: RedeemToken = async (token) => {
  try {
    const response = await fetch(PATH, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) return refusal(response.status);
    return profileOf(await textOf(response));
  } catch (error) {
    if (error instanceof SyntaxError) return problem('noService');
    if (error instanceof TypeError || error instanceof DOMException) return problem('unreachable');
    throw error;
  }
};
