// Long-term credentials of STUN (RFC 8489 section 9.2.4).
// Owns the verdict on one request; 401 and 438 go out with a realm and a new nonce.
import { ATTRIBUTE } from '../stun/attributes.ts';
import { attributeOf, hasIntegrity, type StunMessage } from '../stun/message.ts';
import type { Nonces } from '../shared/nonces.ts';
import type { CredentialStore } from './credentials.ts';

export type TurnIdentity =
  | { readonly kind: 'known'; readonly username: string; readonly account: string; readonly key: Buffer }
  | { readonly kind: 'refused'; readonly error: 400 | 401 | 438 };

/** Judges the sender of a request. `bytes` are the message as it came. */
export function identify(
  message: StunMessage,
  bytes: Buffer,
  credentials: CredentialStore,
  nonces: Nonces,
): TurnIdentity {
  if (attributeOf(message, ATTRIBUTE.messageIntegrity) === undefined) return { kind: 'refused', error: 401 };
  const username = attributeOf(message, ATTRIBUTE.username)?.toString('utf8');
  const realm = attributeOf(message, ATTRIBUTE.realm)?.toString('utf8');
  const nonce = attributeOf(message, ATTRIBUTE.nonce)?.toString('utf8');
  if (username === undefined || realm === undefined || nonce === undefined)
    return { kind: 'refused', error: 400 };
  if (nonces.judge(nonce) !== 'fresh') return { kind: 'refused', error: 438 };
  const key = realm === credentials.realm ? credentials.keyOf(username) : undefined;
  if (key === undefined || !hasIntegrity(bytes, key)) return { kind: 'refused', error: 401 };
  return { kind: 'known', username, account: credentials.accountOf(username), key };
}
