// The words for a provisioning link that can't be used: what is wrong, and in which part of it.
import { msg, str } from '@lit/localize';

export type ProfileProblemKey =
  'tooLong' | 'notBase64' | 'notJson' | 'version' | 'missing' | 'invalid' | 'insecure';

const WORDS: Readonly<Record<ProfileProblemKey, () => string>> = {
  tooLong: () => msg('It is longer than any setup link should be.'),
  notBase64: () =>
    msg('Part of it is missing or was changed on the way, as happens when a mail breaks a long line.'),
  notJson: () => msg('Its content is damaged. Ask for a new link.'),
  version: () => msg('It was made for another version of this phone.'),
  missing: () => msg('Something it needs is missing.'),
  invalid: () => msg('Something in it is not valid.'),
  insecure: () => msg('It would connect without encryption, and this phone refuses that.'),
};

/** What is wrong with a link. */
export function profileProblemWords(code: ProfileProblemKey): string {
  return WORDS[code]();
}

/** Where it is wrong; empty for the link as a whole. */
export function profileProblemPlace(path: string): string {
  return path === '' ? '' : msg(str`The place: ${path}`);
}
