// Keeps each sign-in as one sealed record, and beside them the browser's instance id and which account dials. A record is changed field by
// field: it is read, unsealed, changed, sealed and written back only if no other tab wrote it meanwhile, else done again.
import { PhoneError } from '../../phone/errors.ts';
import { encodeProfile } from '../../provisioning/encode-profile.ts';
import type { Profile } from '../../provisioning/profile.ts';
import type { AccountStore, KeptAccount } from '../ports.ts';
import { storageError, withDatabase, type OpenDatabase } from './database.ts';
import { isSealed, type Sealed, type Vault } from './vault.ts';

const DIAL = 'dial';
const INSTANCE = 'instance';

/** As it lies in the database. */
interface SignIn {
  readonly id: string;
  /** Milliseconds since the epoch: the order of the list. */
  readonly addedAtMs: number;
  /** Rises with each write. */
  readonly revision: number;
  readonly sealed: Sealed;
}

function readSignIn(record: { readonly id: string }): SignIn {
  const { addedAtMs, revision, sealed } = record as Partial<SignIn>;
  if (!isSealed(sealed))
    throw new PhoneError('storageDamaged', new Error('the account record is not sealed'));
  return { id: record.id, addedAtMs: addedAtMs ?? 0, revision: revision ?? 0, sealed };
}

async function unsealed(vault: Vault, sealed: Sealed): Promise<Profile> {
  // Whoever has not signed in yet need not wait for it.
  const { parseProfileJson } = await import('../../provisioning/parse-profile.ts');
  const result = parseProfileJson(await vault.unseal(sealed));
  if (result.kind === 'valid') return result.profile;
  throw new PhoneError('storageDamaged', new Error(`${result.problem.code} ${result.problem.path}`));
}

/** Writes the record where the one that is kept still has this revision; false where another tab was first, undefined where it is gone. */
function replace(open: OpenDatabase, signIn: SignIn): Promise<boolean | undefined> {
  return withDatabase(open, async (database) => {
    const transaction = database.transaction('signIns', 'readwrite');
    const kept = (await transaction.store.get(signIn.id)) as Partial<SignIn> | undefined;
    const isFresh = (kept?.revision ?? 0) === signIn.revision;
    if (kept !== undefined && isFresh)
      await transaction.store.put({ ...signIn, revision: signIn.revision + 1 });
    await transaction.done;
    return kept === undefined ? undefined : isFresh;
  });
}

/** An account store on the database that `open` gives, sealed by `vault`. */
export function accountStore(open: OpenDatabase, vault: Vault): AccountStore {
  const seal = (profile: Profile): Promise<Sealed> => vault.seal(JSON.stringify(encodeProfile(profile)));

  async function changeOnce(id: string, change: Partial<Profile>): Promise<boolean> {
    const record = await withDatabase(open, (database) => database.get('signIns', id));
    if (record === undefined) return true;
    const signIn = readSignIn(record);
    const profile = await unsealed(vault, signIn.sealed);
    const sealed = await seal({ ...profile, ...change });
    return (await replace(open, { ...signIn, sealed })) !== false;
  }

  return {
    async load() {
      const [records, dialId] = await withDatabase(open, async (database) =>
        Promise.all([database.getAll('signIns'), database.get('accounts', DIAL)]),
      );
      const accounts: (KeptAccount & { readonly addedAtMs: number })[] = [];
      const damaged: { readonly id: string; readonly problem: unknown }[] = [];
      for (const record of records) {
        try {
          const { id, addedAtMs, sealed } = readSignIn(record);
          accounts.push({ id, addedAtMs, profile: await unsealed(vault, sealed) });
        } catch (problem) {
          const error = storageError(problem);
          // A page that can unseal nothing says nothing of a record.
          if (error.code === 'storageInsecure') throw error;
          damaged.push({ id: record.id, problem: error });
        }
      }
      const inOrder = accounts
        .sort((one, other) => one.addedAtMs - other.addedAtMs)
        .map(({ id, profile }) => ({ id, profile }));
      return { accounts: inOrder, dialId: typeof dialId === 'string' ? dialId : undefined, damaged };
    },
    async add({ id, profile }) {
      const record = { id, addedAtMs: Date.now(), revision: 1, sealed: await seal(profile) };
      await withDatabase(open, (database) => database.put('signIns', record));
    },
    async change(id, change) {
      while (!(await changeOnce(id, change))) continue;
    },
    async remove(id) {
      await withDatabase(open, (database) => database.delete('signIns', id));
    },
    async chooseDial(id) {
      await withDatabase(open, (database) => database.put('accounts', id, DIAL));
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
