// The HTTP side of the demo PBX: GET /demo/info, GET /demo/calls, GET /demo/second,
// POST /demo/extension, POST /demo/link, POST /setup.
// Owns the answers and who may have them; refuses requests that another web site makes. No sockets here.
import { hostNameOf, isExpectedHostName } from '../shared/network-address.ts';
import { DEMO_NUMBERS } from '../media/numbers.ts';
import type { CallRecord } from '../media/ledger.ts';
import { isExtension } from './extensions.ts';
import { setupLink, type DemoProfile } from './profile.ts';
import { CODE_LIFE_MS, type SetupCodes } from './setup-codes.ts';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  /** The Host under which the browser asked. */
  readonly host: string;
  readonly scheme: 'http' | 'https';
  readonly origin: string | undefined;
  /** Sec-Fetch-Site, where the browser sends it. */
  readonly fetchSite: string | undefined;
  /** The address of whoever asks, as far as it is known. */
  readonly client: string;
  readonly body: string;
}

export interface ApiResponse {
  readonly status: number;
  readonly body: unknown;
  /** Where the browser is to go instead. */
  readonly location?: string;
}

export interface DemoApi {
  readonly allowedHosts: readonly string[];
  /** A free extension, now reserved; undefined where none is. */
  readonly allocate: () => string | undefined;
  readonly reserve: (extension: string) => void;
  readonly profileFor: (extension: string, request: ApiRequest) => DemoProfile;
  readonly calls: () => readonly CallRecord[];
  /** One-time codes of setup links. */
  readonly codes: SetupCodes;
}

/** True where the request comes from the page of this very origin, or from no page at all (RFC 6454). */
export function isSameOrigin(request: Pick<ApiRequest, 'origin' | 'host' | 'fetchSite'>): boolean {
  if (request.fetchSite !== undefined && !['same-origin', 'none'].includes(request.fetchSite)) return false;
  if (request.origin === undefined) return true;
  return URL.canParse(request.origin) && new URL(request.origin).host === request.host.toLowerCase();
}

/** The object that the body holds; undefined where it is none. */
function fieldsOf(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // not JSON
  }
}

/** What the body asks for; undefined where it is unreadable. */
function wantedExtension(body: string): { readonly extension?: string } | undefined {
  if (body.trim() === '') return {};
  const fields = fieldsOf(body);
  const extension = fields?.['extension'];
  if (fields === undefined) return undefined;
  if (extension === undefined) return {};
  return typeof extension === 'string' ? { extension } : undefined;
}

/** Reserves the extension that the body asks for, or a free one, and answers with what `give` makes of it. */
function forExtension(
  api: DemoApi,
  request: ApiRequest,
  give: (extension: string) => ApiResponse['body'],
): ApiResponse {
  const asked = wantedExtension(request.body);
  if (asked === undefined)
    return { status: 400, body: { error: 'the body must be {"extension":"1001"} or empty' } };
  const wanted = asked.extension;
  if (wanted !== undefined && !isExtension(wanted))
    return { status: 404, body: { error: 'no such extension' } };
  if (wanted !== undefined) api.reserve(wanted);
  const extension = wanted ?? api.allocate();
  if (extension === undefined) return { status: 503, body: { error: 'every extension is in use' } };
  return { status: 200, body: give(extension) };
}

function giveExtension(api: DemoApi, request: ApiRequest): ApiResponse {
  return forExtension(api, request, (extension) => api.profileFor(extension, request));
}

function giveLink(api: DemoApi, request: ApiRequest): ApiResponse {
  const { scheme, host } = request;
  return forExtension(api, request, (extension) => ({
    extension,
    link: setupLink(`${scheme}://${host}`, api.codes.issue(extension)),
    lifeSeconds: CODE_LIFE_MS / 1000,
  }));
}

/** For a link in the page itself: the browser that follows it comes to a phone of its own, by a new one-time link. */
function openSecond(api: DemoApi, { scheme, host }: ApiRequest): ApiResponse {
  const extension = api.allocate();
  if (extension === undefined) return { status: 503, body: { error: 'every extension is in use' } };
  const location = setupLink(`${scheme}://${host}`, api.codes.issue(extension));
  return { status: 303, body: {}, location };
}

/** docs/provisioning.md, "One-time links". */
function redeem(api: DemoApi, request: ApiRequest): ApiResponse {
  const token = fieldsOf(request.body)?.['token'];
  if (typeof token !== 'string') return { status: 400, body: { error: 'the body must be {"token":"..."}' } };
  const redeemed = api.codes.redeem(token, request.client);
  if (redeemed.kind === 'tooMany') return { status: 429, body: { error: 'too many tries: wait a minute' } };
  if (redeemed.kind === 'gone') return { status: 410, body: { error: 'this code was used or has run out' } };
  return { status: 200, body: api.profileFor(redeemed.extension, request) };
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
  '/demo/second': { method: 'GET', answer: openSecond },
  '/demo/extension': { method: 'POST', answer: giveExtension },
  '/demo/link': { method: 'POST', answer: giveLink },
  '/setup': { method: 'POST', answer: redeem },
};

/** Answers one request: 200, 303, 400, 403, 404, 405, 410, 429 or 503. */
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
