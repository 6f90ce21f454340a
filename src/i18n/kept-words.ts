// The words for what this browser keeps, for what was deleted, and for what is still here.
import { msg, str } from '@lit/localize';

export type KeptKey = 'account' | 'history' | 'trace' | 'settings' | 'identity' | 'program';

const NAMES: Readonly<Record<KeptKey, () => string>> = {
  account: () => msg('the account with its passwords'),
  history: () => msg('the call history'),
  trace: () => msg('the SIP messages'),
  settings: () => msg('the settings'),
  identity: () => msg('this device’s identity'),
  program: () => msg('the app’s own files'),
};

function list(kinds: readonly KeptKey[]): string {
  const language = document.documentElement.lang || 'en';
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(kinds.map((kind) => NAMES[kind]()));
}

export interface ForgottenFacts {
  readonly gone: readonly KeptKey[];
  readonly left: readonly KeptKey[];
  readonly failed: readonly KeptKey[];
  /** Another window of this browser did it. */
  readonly elsewhere?: boolean;
}

/** What was deleted, what should be and is not, and what is still here. */
export function forgottenWords({ gone, left, failed, elsewhere }: ForgottenFacts): string {
  const deleted = list(gone);
  const not = list(failed);
  const here = list(left);
  return [
    ...(elsewhere === true
      ? [msg('You signed out in another window of this browser, so this one signed out too.')]
      : []),
    ...(gone.length === 0 ? [] : [msg(str`Deleted from this computer: ${deleted}.`)]),
    ...(failed.length === 0
      ? []
      : [msg(str`This could not be deleted, so clear this site’s data in the browser: ${not}.`)]),
    left.length === 0
      ? msg(
          'The phone keeps nothing here any more. Parts of it can stay on the disk until the browser overwrites them: to be sure, clear this site’s data in the browser’s settings too.',
        )
      : msg(str`Still here: ${here}.`),
  ].join(' ');
}
