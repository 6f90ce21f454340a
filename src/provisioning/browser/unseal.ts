// Opens a profile under a passphrase with the browser's WebCrypto (W3C WebCryptoAPI); the key's derivation runs beside the page.
import { parseProfileJson } from '../parse-profile.ts';
import type { Opening, Unseal } from '../links/ports.ts';
import { MAX_PASSPHRASE, type SealedProfile } from '../links/sealed.ts';

const WRONG: Opening = { kind: 'problem', problem: 'wrongPassphrase' };

/** The same letters, however the keyboard makes them (NFKC), without the spaces around them that copying brings. */
function bytesOf(passphrase: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(passphrase.normalize('NFKC').trim());
}

async function keyOf({ salt, iterations }: SealedProfile, passphrase: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', bytesOf(passphrase), 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
}

export const unseal: Unseal = async (locked, passphrase) => {
  // Only secure contexts have it, whatever its type says.
  if (!isSecureContext) return { kind: 'problem', problem: 'insecurePage' };
  if (passphrase.length > MAX_PASSPHRASE) return WRONG;
  const key = await keyOf(locked, passphrase);
  const additionalData = new TextEncoder().encode(locked.header);
  try {
    const algorithm = { name: 'AES-GCM', iv: locked.nonce, additionalData };
    const opened = await crypto.subtle.decrypt(algorithm, key, locked.sealed);
    const result = parseProfileJson(new TextDecoder().decode(opened));
    return result.kind === 'valid' ? { kind: 'profile', profile: result.profile } : result;
  } catch (error) {
    // AES-GCM can't tell another key from a changed text.
    if (error instanceof DOMException && error.name === 'OperationError') return WRONG;
    throw error;
  }
};
