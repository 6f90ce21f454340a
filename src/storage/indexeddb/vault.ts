// Encrypts secrets at rest with AES-GCM and a key that scripts can use but never read (WebCrypto, non-extractable).
// What that does and doesn't protect: docs/security.md.
import { PhoneError } from '../../phone/errors.ts';
import { withDatabase, type OpenDatabase } from './database.ts';

/** Sealed text as kept in the database. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

const KEY_NAME = 'vault';
const ALGORITHM = 'AES-GCM';
const IV_BYTES = 12;

/** Whether a record has the shape of sealed text. */
export function isSealed(record: unknown): record is Sealed {
  if (typeof record !== 'object' || record === null) return false;
  const { iv, data } = record as Partial<Sealed>;
  return iv instanceof Uint8Array && data instanceof ArrayBuffer;
}

/** Whatever the type says. */
const hasCrypto = (): boolean => 'subtle' in crypto;

export class Vault {
  readonly #open: OpenDatabase;

  constructor(open: OpenDatabase) {
    this.#open = open;
  }

  /** Throws `storageInsecure` on a page that was opened with http: browsers keep WebCrypto to secure pages. */
  async seal(text: string): Promise<Sealed> {
    if (!hasCrypto()) throw new PhoneError('storageInsecure');
    const key = (await this.#key()) ?? (await this.#newKey());
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const data = await crypto.subtle.encrypt({ name: ALGORITHM, iv }, key, new TextEncoder().encode(text));
    return { iv, data };
  }

  /** Throws `storageDamaged` where the key is gone or the text was changed, `storageInsecure` as `seal` does. */
  async unseal(sealed: Sealed): Promise<string> {
    if (!hasCrypto()) throw new PhoneError('storageInsecure');
    const key = await this.#key();
    if (key === undefined) throw new PhoneError('storageDamaged', new Error('the vault key is gone'));
    try {
      const data = await crypto.subtle.decrypt({ name: ALGORITHM, iv: sealed.iv }, key, sealed.data);
      return new TextDecoder().decode(data);
    } catch (error) {
      throw new PhoneError('storageDamaged', error);
    }
  }

  #key(): Promise<CryptoKey | undefined> {
    return withDatabase(this.#open, (database) => database.get('keys', KEY_NAME));
  }

  async #newKey(): Promise<CryptoKey> {
    const made = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    return withDatabase(this.#open, async (database) => {
      const transaction = database.transaction('keys', 'readwrite');
      // Another tab may have been first: its key stays.
      const kept = await transaction.store.get(KEY_NAME);
      if (kept === undefined) await transaction.store.put(made, KEY_NAME);
      await transaction.done;
      return kept ?? made;
    });
  }
}
