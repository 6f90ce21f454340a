// A service that hands out short-lived TURN credentials (draft-uberti-behave-turn-rest-00): where it is, and what it may say.
import type { IceServer } from '../media/ice-server.ts';
import { asciiUrl } from './ascii-address.ts';
import type { DigestAccount } from './digest/digest.ts';
import type { LeftOut } from './ice-entry.ts';

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
  | {
      readonly kind: 'servers';
      readonly servers: readonly IceServer[];
      readonly ttlSeconds: number;
      readonly leftOut?: readonly LeftOut[];
    }
  /** `refused`: 401 or 403; `unreachable`: no answer in time, or none a page may read (CORS); `invalid`: not what the draft says. */
  | {
      readonly kind: 'problem';
      readonly problem: 'refused' | 'unreachable' | 'invalid';
      readonly leftOut?: readonly LeftOut[];
    };

/** Port: asks the service; never throws, and answers within 2 s. */
export type FetchTurnCredentials = (service: TurnService) => Promise<TurnAnswer>;

/** The URL as screens show it: what stands behind the question mark may be a key. */
export function shownServiceUrl({ url }: TurnService): string {
  return url.split('?', 1).join();
}

const SERVICE_URL = /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1)[:/])/u;

/**
 * The URL as the browser will ask it, its host in ASCII, where secrets may be fetched from it: encrypted, or this very machine; no
 * password in it. Undefined for any other.
 */
export function readTurnServiceUrl(text: string): string | undefined {
  const url = text.includes('#') ? undefined : asciiUrl(text);
  return url !== undefined && SERVICE_URL.test(url) ? url : undefined;
}

/** Whether `readTurnServiceUrl` takes it. */
export function isTurnServiceUrl(text: string): boolean {
  return readTurnServiceUrl(text) !== undefined;
}
