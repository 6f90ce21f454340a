// Who the phone is towards a SIP server: the public half of a sign-in. Secrets live in `Credentials` alone.

import type { WebSocketServer } from './transport/server-order.ts';

/** A SIP account without its secrets. */
export interface Account {
  /** User part of the address-of-record (RFC 3261 6). */
  readonly username: string;
  /** Host part of the address-of-record. */
  readonly domain: string;
  /** Name shown to the called party; empty for none. */
  readonly displayName: string;
  /** Username in digest responses; the same as `username` where the server asks for nothing else. */
  readonly authUsername: string;
  /** The WebSocket servers (RFC 7118) in the order in which they were given; never empty in a valid account. */
  readonly webSocketServers: readonly [WebSocketServer, ...WebSocketServer[]];
  /** Expiry asked for at registration, in seconds, 60 to 86 400. */
  readonly registerExpiresSeconds: number;
}

/** The secret half of a sign-in; never logged, never part of a URL sent to a server. */
export interface Credentials {
  readonly password: string;
}

/** Expiry asked for where nobody says otherwise, in seconds. */
export const DEFAULT_REGISTER_EXPIRES_SECONDS = 600;

/** What an account is called: its address, `user@domain`. */
export function accountName({ username, domain }: Pick<Account, 'username' | 'domain'>): string {
  return `${username}@${domain}`;
}

/** The address-of-record of an account as a SIP URI. */
export function addressOfRecord(account: Pick<Account, 'username' | 'domain'>): string {
  return `sip:${accountName(account)}`;
}
