// Keeps the sign-in as one sealed record, and the browser's instance id beside it.
import { PhoneError } from '../../phone/errors.ts';
import { encodeProfile } from '../../provisioning/encode-profile.ts';
import type { Profile } from '../../provisioning/profile.ts';
import type { AccountStore } from '../ports.ts';
import { withDatabase, type OpenDatabase } from './database.ts';
import { isSealed, type Vault } from './vault.ts';

const CURRENT = 'current';
const INSTANCE = 'instance';

/** An account store on the database that `open` gives, sealed by `vault`. */
export function accountStore(open: OpenDatabase, vault: Vault): AccountStore {
  return {
    async load(): Promise<Profile | undefined> {
      const record = await withDatabase(open, (database) => database.get('accounts', CURRENT));
      if (record === undefined) return undefined;
      if (!isSealed(record))
        throw new PhoneError('storageDamaged', new Error('the account record is not sealed'));
      // Whoever has not signed in yet need not wait for it.
      const { parseProfileJson } = await import('../../provisioning/parse-profile.ts');
      const result = parseProfileJson(await vault.unseal(record));
      if (result.kind === 'valid') return result.profile;
      throw new PhoneError('storageDamaged', new Error(`${result.problem.code} ${result.problem.path}`));
    },
    async save(profile): Promise<void> {
      const sealed = await vault.seal(JSON.stringify(encodeProfile(profile)));
      await withDatabase(open, (database) => database.put('accounts', sealed, CURRENT));
    },
    async instanceId(): Promise<string> {
      return withDatabase(open, async (database) => {
        const transaction = database.transaction('accounts', 'readwrite');
        const kept = await transaction.store.get(INSTANCE);
        const id = typeof kept === 'string' ? kept : crypto.randomUUID();
        if (id !== kept) await transaction.store.put(id, INSTANCE);
        await transaction.done;
        return id;
      });
    },
  };
}
