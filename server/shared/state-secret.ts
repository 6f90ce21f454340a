// The one secret that outlives a restart: passwords are derived from it, so that a browser that kept its sign-in
// registers again. Owns the file (mode 0600); refuses to print it.
import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

function readSecret(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return text.length >= 32 ? text : undefined;
  } catch {
    return undefined; // none yet
  }
}

/** The secret in `folder`/secret, made on first use. Throws where the folder cannot be written. */
export function loadSecret(folder: string): string {
  const path = join(folder, 'secret');
  const known = readSecret(path);
  if (known !== undefined) return known;
  const secret = randomBytes(32).toString('hex');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path, `${secret}\n`, { mode: 0o600 });
  return secret;
}

/** A password of 20 URL-safe characters for one purpose, the same for the same secret. */
export function derivePassword(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('base64url').slice(0, 20);
}
