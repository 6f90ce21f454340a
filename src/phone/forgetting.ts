// Deletes what this browser stores, of the kinds that a person chose, in this tab and in all others. Each part of the phone that
// holds some of it lets go first and stores nothing until the deletion is done, so that no call that ends now writes it back.
// Loaded when it is needed.
import { KEPT_KINDS, type KeptKind } from '../storage/kept-kinds.ts';
import type { KeptData } from './kept-data.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState } from './phone-state.ts';
import type { PhonePorts } from './ports.ts';
import type { AccountDesk } from './accounts/account-desk.ts';
import type { Store } from './store.ts';
import type { Tracer } from './tracer.ts';
import { withinTime } from './within-time.ts';

/** Whoever holds something of what is kept. */
export interface Holders {
  readonly store: Store<PhoneState, PhoneEvent>;
  readonly keptData: KeptData;
  readonly tracer: Tracer;
  readonly accounts: AccountDesk;
  hangUp(): void;
}

export type Erasing = Pick<PhonePorts, 'clock' | 'erase' | 'otherTabs'>;

/** A store that has not deleted by then counts as one that does not, in milliseconds. */
const ERASE_LIMIT_MS = 10_000;

/** Lets go of these kinds; the returned function lets new ones be kept again. */
function letGo({ keptData, tracer }: Holders, kinds: readonly KeptKind[]): () => void {
  const ends = [keptData.forget(kinds), kinds.includes('trace') ? tracer.forget() : (): void => undefined];
  return () => {
    for (const end of ends) end();
  };
}

/** What it came to, in the state; not told of a list that was emptied, which can be seen. */
function tell(
  { store }: Holders,
  gone: readonly KeptKind[],
  failed: readonly KeptKind[],
  elsewhere = false,
): void {
  const left = KEPT_KINDS.filter((kind) => !gone.includes(kind) && !failed.includes(kind));
  const notice = { kind: 'forgotten', gone, left, failed, ...(elsewhere ? { elsewhere } : {}) } as const;
  store.dispatch({ kind: 'noticed', notice });
}

/**
 * Deletes these kinds everywhere; where the account is among them, whoever is on the line is told, the phone signs out, and what
 * came in the meantime is deleted as well. Resolves when all is done. Never rejects.
 */
export async function forget(ports: Erasing, holders: Holders, kinds: readonly KeptKind[]): Promise<void> {
  ports.otherTabs.tell({ kind: 'forgotten', kinds });
  const end = letGo(holders, kinds);
  let failed: readonly KeptKind[] = [];
  const erase = async (due: readonly KeptKind[]): Promise<void> => {
    failed = (await withinTime(ports.clock, ports.erase(due), ERASE_LIMIT_MS)) ?? due;
  };
  if (kinds.includes('account')) {
    holders.hangUp();
    await holders.accounts.removeAll(() => erase(kinds));
    // Signed in again in the meantime: that account is not one to forget.
    const isOut = holders.accounts.all.length === 0;
    await erase(isOut ? kinds : kinds.filter((kind) => kind !== 'account' && kind !== 'identity'));
  } else await erase(kinds);
  end();
  if (!kinds.includes('account') && failed.length === 0) return;
  const gone = kinds.filter((kind) => !failed.includes(kind));
  tell(holders, gone, failed);
}

/** Another tab deletes these kinds: this one lets go of them, and signs out where the account is among them. */
export async function forgottenElsewhere(holders: Holders, kinds: readonly KeptKind[]): Promise<void> {
  const end = letGo(holders, kinds);
  if (kinds.includes('account') && holders.accounts.all.length > 0) {
    holders.hangUp();
    await holders.accounts.removeAll(() => Promise.resolve());
    tell(holders, kinds, [], true);
  }
  end();
}
