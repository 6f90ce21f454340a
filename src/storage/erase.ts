// Deletes the chosen kinds of stored things, each in the way that its storage needs, and says which could not be deleted.
import { PhoneError } from '../phone/errors.ts';
import type { KeptKind } from './kept-kinds.ts';

export interface WaysToErase {
  /** Empties what the database holds of these kinds, all or nothing. */
  records(kinds: readonly KeptKind[]): Promise<void>;
  /** Removes the database itself. */
  database(): Promise<void>;
  /** Removes the app's own files. */
  program(): Promise<void>;
}

async function isDone(work: () => Promise<void>, report: (problem: unknown) => void): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (problem) {
    report(problem);
    // A browser that keeps nothing for this page has nothing to delete.
    return problem instanceof PhoneError && problem.code === 'storageDenied';
  }
}

/** The kinds that could not be deleted. Never rejects. */
export async function eraseBy(
  ways: WaysToErase,
  kinds: readonly KeptKind[],
  report: (problem: unknown) => void,
): Promise<readonly KeptKind[]> {
  const kept = kinds.filter((kind) => kind !== 'program');
  const failed = (await isDone(() => ways.records(kept), report)) ? [] : kept;
  if (kept.length === kinds.length) return failed;
  if (failed.length === 0) await ways.database();
  return (await isDone(() => ways.program(), report)) ? failed : [...failed, 'program'];
}
