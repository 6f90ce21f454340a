// The words for a browser store that does not keep what the person does.
import { msg } from '@lit/localize';

export type StorageKey = 'denied' | 'insecure' | 'full' | 'damaged' | 'silent';

const WORDS: Readonly<Record<StorageKey, () => string>> = {
  denied: () =>
    msg('What you do now isn’t saved: this browser keeps nothing for this page (private window or blocked).'),
  insecure: () =>
    msg(
      'Your sign-in isn’t saved: this page was not opened with https, and without it the browser can’t lock passwords away. The rest is saved.',
    ),
  full: () => msg('What you do now isn’t saved: this device has no space left. Free some, then reload.'),
  silent: () =>
    msg(
      'The phone works, but nothing is saved so far: this browser’s storage does not answer. If it does later, what you do now is saved then.',
    ),
  damaged: () =>
    msg(
      'What was saved could not be read and was set aside. The phone works; you may have to sign in again.',
    ),
};

/** What the storage banner says. */
export function storageWords(health: StorageKey): string {
  return WORDS[health]();
}
