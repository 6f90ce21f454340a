// A profile encrypted under a passphrase, as a link carries it (docs/provisioning.md, "Locked links"):
// `1.<iterations>.<salt>.<nonce>.<sealed>`.
// PBKDF2-HMAC-SHA-256 (RFC 8018 5.2) makes the key of AES-256-GCM (NIST SP 800-38D). Parses and checks the limits only;
// browser/unseal.ts decrypts.
import { decodeBase64Url } from './base64url.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Everything but the passphrase. */
export interface SealedProfile {
  /** Rounds of PBKDF2. */
  readonly iterations: number;
  /** 16 bytes. */
  readonly salt: Bytes;
  /** 12 bytes. */
  readonly nonce: Bytes;
  /** The profile as JSON in UTF-8, encrypted, with the tag of 16 bytes at its end. */
  readonly sealed: Bytes;
  /** `1.<iterations>.<salt>`, authenticated along with it. */
  readonly header: string;
}

/** What OWASP's Password Storage Cheat Sheet asks of PBKDF2 with SHA-256; a link with fewer protects too little. */
export const FEWEST_ITERATIONS = 600_000;
/** About two seconds on a slow phone; a hostile link gets no more. */
export const MOST_ITERATIONS = 2_000_000;
/** Characters of a passphrase. */
export const MAX_PASSPHRASE = 1024;

const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Reads what stands behind `sealed=`; `version` for another format, undefined for one that is damaged or out of bounds. */
export function readSealed(text: string): SealedProfile | 'version' | undefined {
  const [version = '', rounds = '', ...parts] = text.split('.', 6);
  if (/^\d{1,3}$/u.test(version) && version !== '1') return 'version';
  const iterations = /^\d{6,7}$/u.test(rounds) ? Number(rounds) : 0;
  if (version !== '1' || parts.length !== 3) return undefined;
  if (iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS) return undefined;
  const [salt, nonce, sealed] = parts.map(decodeBase64Url);
  if (salt?.length !== SALT_BYTES || nonce?.length !== NONCE_BYTES) return undefined;
  if (sealed === undefined || sealed.length <= TAG_BYTES) return undefined;
  return { iterations, salt, nonce, sealed, header: text.split('.', 3).join('.') };
}
