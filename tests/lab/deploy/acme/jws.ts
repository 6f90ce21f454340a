// Signed requests of ACME (RFC 8555 section 6.2): reads them, and checks each with the key of the account that sent it.
import { createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto';

export interface SignedRequest {
  readonly nonce: string;
  readonly url: string;
  /** The account's address; undefined in the request that makes one. */
  readonly account: string | undefined;
  readonly key: JsonWebKey;
  /** Undefined for a POST-as-GET. */
  readonly payload: unknown;
}

interface Head {
  readonly alg: string;
  readonly nonce: string;
  readonly url: string;
  readonly kid?: string;
  readonly jwk?: JsonWebKey;
}

const textOf = (base64url: string): string => Buffer.from(base64url, 'base64url').toString();

/** The hash by which a challenge names a key (RFC 7638); certbot's are RSA or EC. */
export function thumbprintOf(key: JsonWebKey): string {
  const { crv, e, kty, n, x, y } = key;
  const members = kty === 'EC' ? { crv, kty, x, y } : { e, kty, n };
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}

/** Throws for a request whose signature is not that of its account's key. */
export function readSigned(body: string, keyOf: (account: string) => JsonWebKey | undefined): SignedRequest {
  const parts = JSON.parse(body) as { protected: string; payload: string; signature: string };
  const head = JSON.parse(textOf(parts.protected)) as Head;
  const jwk = head.jwk ?? keyOf(head.kid ?? '');
  if (jwk === undefined) throw new Error('no such account');
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = Buffer.from(`${parts.protected}.${parts.payload}`);
  const how = jwk.kty === 'EC' ? { key, dsaEncoding: 'ieee-p1363' as const } : key;
  if (!verify('sha256', signed, how, Buffer.from(parts.signature, 'base64url')))
    throw new Error('the signature is wrong');
  const payload: unknown = parts.payload === '' ? undefined : JSON.parse(textOf(parts.payload));
  return { nonce: head.nonce, url: head.url, account: head.kid, key: jwk, payload };
}
