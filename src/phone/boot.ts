// The start: reads what is kept and shows it. A store that does not answer in time is waited for while the phone works already.
import type { KeptAccount } from '../storage/ports.ts';
import { NOTHING_KEPT } from './kept-data.ts';
import type { StartContext } from './late-start.ts';
import type { PhonePorts } from './ports.ts';
import { withinTime } from './within-time.ts';

/** So long the start waits for what is kept, in milliseconds: a store that answers at all answers in a tenth of it. */
export const START_LIMIT_MS = 3000;

/** Resolves, within the limit, to the accounts to sign in with. */
export async function boot(
  ports: Pick<PhonePorts, 'clock' | 'log'>,
  context: StartContext,
): Promise<readonly KeptAccount[]> {
  const { store, keptData, accounts } = context;
  const loading = Promise.all([keptData.load(), accounts.load()]);
  const loaded = await withinTime(ports.clock, loading, START_LIMIT_MS);
  const [{ settings, history }, kept] = loaded ?? [NOTHING_KEPT];
  const accountsKept = kept?.facts ?? [];
  store.dispatch({ kind: 'booted', settings, history, accounts: accountsKept, dialAccountId: kept?.dialId });
  if (loaded === undefined) {
    store.dispatch({ kind: 'storageFailed', health: 'silent' });
    loading
      .then(async ([data, late]) => {
        const { restoreLate } = await import('./late-start.ts');
        restoreLate(context, data, late);
      })
      .catch((problem: unknown) => {
        ports.log.problem('what was kept came late and could not be taken', problem);
      });
  }
  return kept?.accounts ?? [];
}
