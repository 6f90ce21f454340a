// A service that hands out short-lived TURN credentials (draft-uberti-behave-turn-rest-00): where it is, and what it may say.
import type { IceServer } from '../media/ice-server.ts';
import type { DigestAccount } from './digest/digest.ts';

/** Where credentials are fetched. The token goes out as `Authorization: Bearer` (RFC 6750 2.1), never in the URL. */
export interface TurnService {
  /** An `https:` URL, or `http:` on this very machine. */
  readonly url: string;
  /** Empty: the service asks for none. */
  readonly token: string;
  /** The SIP account, proved by Digest to a service on the page's own origin that asks for it; nobody else is told of it. */
  readonly account?: DigestAccount;
}

export type TurnAnswer =
  | { readonly kind: 'servers'; readonly servers: readonly IceServer[]; readonly ttlSeconds: number }
  /** `refused`: 401 or 403; `unreachable`: no answer in time, or none a page may read (CORS); `invalid`: not what the draft says. */
  | { readonly kind: 'problem'; readonly problem: 'refused' | 'unreachable' | 'invalid' };

/** Port: asks the service; never throws, and answers within 2 s. */
export type FetchTurnCredentials = (service: TurnService) => Promise<TurnAnswer>;

/** The URL as screens show it: what stands behind the question mark may be a key. */
export function shownServiceUrl({ url }: TurnService): string {
  return url.replace(/\?.*$/u, '');
}

const SERVICE_URL = /^(https?):\/\/(\[[0-9a-f:.]+\]|[^\s:/?#@\\[\]]+)(?::\d{1,5})?(?:[/?][^\s#\\]*)?$/iu;

/** True for a URL from which secrets may be fetched: encrypted, or this very machine; no password in it. */
export function isTurnServiceUrl(text: string): boolean {
  const [, scheme, host] = SERVICE_URL.exec(text) ?? [];
  if (scheme === undefined || host === undefined) return false;
  return scheme.toLowerCase() === 'https' || host === 'localhost' || host === '127.0.0.1';
}
