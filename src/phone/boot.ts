// The start: reads what is kept and shows it. A store that does not answer in time is waited for while the phone works already.
import { signedInOf } from './sign-in.ts';
import type { Profile } from '../provisioning/profile.ts';
import { NOTHING_KEPT } from './kept-data.ts';
import type { StartContext } from './late-start.ts';
import type { PhonePorts } from './ports.ts';
import { withinTime } from './within-time.ts';

/** So long the start waits for what is kept, in milliseconds: a store that answers at all answers in a tenth of it. */
export const START_LIMIT_MS = 3000;

/** Resolves, within the limit, to the profile to sign in with; undefined for none. */
export async function boot(
  ports: Pick<PhonePorts, 'clock' | 'log'>,
  context: StartContext,
): Promise<Profile | undefined> {
  const { store, keptData, signIn } = context;
  const loading = Promise.all([keptData.load(), signIn.loadProfile()]);
  const loaded = await withinTime(ports.clock, loading, START_LIMIT_MS);
  const [{ settings, history }, profile] = loaded ?? [NOTHING_KEPT];
  const signedIn = profile === undefined ? undefined : signedInOf(profile);
  store.dispatch({ kind: 'booted', settings, history, signedIn });
  if (loaded === undefined) {
    store.dispatch({ kind: 'storageFailed', health: 'silent' });
    loading
      .then(async ([kept, late]) => {
        const { restoreLate } = await import('./late-start.ts');
        restoreLate(context, kept, late);
      })
      .catch((problem: unknown) => {
        ports.log.problem('what was kept came late and could not be taken', problem);
      });
  }
  return profile;
}
