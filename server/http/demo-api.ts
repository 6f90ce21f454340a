// The HTTP side of the demo PBX: GET /demo/info, GET /demo/calls, POST /demo/extension.
// Owns the answers and who may have them; refuses requests that another web site makes. No sockets here.
import { hostNameOf, isExpectedHostName } from '../shared/network-address.ts';
import { DEMO_NUMBERS } from '../media/numbers.ts';
import type { CallRecord } from '../media/ledger.ts';
import { isExtension } from './extensions.ts';
import type { DemoProfile } from './profile.ts';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  /** The Host under which the browser asked. */
  readonly host: string;
  readonly scheme: 'http' | 'https';
  readonly origin: string | undefined;
  /** Sec-Fetch-Site, where the browser sends it. */
  readonly fetchSite: string | undefined;
  readonly body: string;
}

export interface ApiResponse {
  readonly status: number;
  readonly body: unknown;
}

export interface DemoApi {
  readonly allowedHosts: readonly string[];
  /** A free extension, now reserved; undefined where none is. */
  readonly allocate: () => string | undefined;
  readonly reserve: (extension: string) => void;
  readonly profileFor: (extension: string, request: ApiRequest) => DemoProfile;
  readonly calls: () => readonly CallRecord[];
}

/** True where the request comes from the page of this very origin, or from no page at all (RFC 6454). */
export function isSameOrigin(request: Pick<ApiRequest, 'origin' | 'host' | 'fetchSite'>): boolean {
  if (request.fetchSite !== undefined && !['same-origin', 'none'].includes(request.fetchSite)) return false;
  if (request.origin === undefined) return true;
  return URL.canParse(request.origin) && new URL(request.origin).host === request.host.toLowerCase();
}

/** What the body asks for; undefined where it is unreadable. */
function wantedExtension(body: string): { readonly extension?: string } | undefined {
  if (body.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const extension = (value as Record<string, unknown>)['extension'];
    if (extension === undefined) return {};
    return typeof extension === 'string' ? { extension } : undefined;
  } catch {
    return undefined; // not JSON
  }
}

function giveExtension(api: DemoApi, request: ApiRequest): ApiResponse {
  const asked = wantedExtension(request.body);
  if (asked === undefined)
    return { status: 400, body: { error: 'the body must be {"extension":"1001"} or empty' } };
  const wanted = asked.extension;
  if (wanted !== undefined && !isExtension(wanted))
    return { status: 404, body: { error: 'no such extension' } };
  if (wanted !== undefined) api.reserve(wanted);
  const extension = wanted ?? api.allocate();
  if (extension === undefined) return { status: 503, body: { error: 'every extension is in use' } };
  return { status: 200, body: api.profileFor(extension, request) };
}

const ROUTES: Readonly<
  Record<string, { method: string; answer: (api: DemoApi, request: ApiRequest) => ApiResponse }>
> = {
  '/demo/info': {
    method: 'GET',
    answer: () => ({
      status: 200,
      body: { name: 'Bothways demo', numbers: DEMO_NUMBERS.map(({ number, code }) => ({ number, code })) },
    }),
  },
  '/demo/calls': { method: 'GET', answer: (api) => ({ status: 200, body: { calls: api.calls() } }) },
  '/demo/extension': { method: 'POST', answer: giveExtension },
};

/** Answers one request: 200, 400, 403, 404, 405 or 503. */
export function answerApi(api: DemoApi, request: ApiRequest): ApiResponse {
  const found = Object.hasOwn(ROUTES, request.path) ? ROUTES[request.path] : undefined;
  if (found === undefined) return { status: 404, body: { error: 'not found' } };
  if (!isExpectedHostName(hostNameOf(request.host), api.allowedHosts)) {
    return { status: 403, body: { error: 'unexpected host name; allow it with --allow-host' } };
  }
  if (!isSameOrigin(request)) return { status: 403, body: { error: 'another web site may not ask this' } };
  if (found.method !== request.method) return { status: 405, body: { error: `use ${found.method}` } };
  return found.answer(api, request);
}
