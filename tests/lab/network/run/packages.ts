// The Debian packages of the lab, seen to by the script that npm test uses.
import { ensureLabPackages } from '../../../../scripts/lib/lab-packages.mjs';
import { LabError } from '../lab-error.ts';

/** Installs what is missing; throws `LabError`, in words for a person, where that can't be. */
export async function ensurePackages(): Promise<void> {
  try {
    await ensureLabPackages();
  } catch (error) {
    throw new LabError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
