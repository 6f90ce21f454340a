// The words for a provisioning link that can't be used: what is wrong, and in which part of it.
import { msg, str } from '@lit/localize';

export type ProfileProblemKey =
  'tooLong' | 'notBase64' | 'notJson' | 'version' | 'missing' | 'invalid' | 'insecure';

const WORDS: Readonly<Record<ProfileProblemKey, () => string>> = {
  tooLong: () => msg('It is longer than any setup link should be.'),
  notBase64: () =>
    msg('Part of it is missing or was changed on the way, as happens when a mail breaks a long line.'),
  notJson: () => msg('Its content is damaged.'),
  version: () => msg('It was made for another version of this phone.'),
  missing: () => msg('Something it needs is missing.'),
  invalid: () => msg('Something in it is not valid.'),
  insecure: () => msg('It would connect without encryption, and this phone refuses that.'),
};

/** What is wrong with a link. */
export function profileProblemWords(code: ProfileProblemKey): string {
  return WORDS[code]();
}

const PLACES: readonly (readonly [RegExp, () => string])[] = [
  [/^account\.domain/u, () => msg('Domain')],
  [/^account\.username/u, () => msg('Username')],
  [/^account\.displayName/u, () => msg('Display name')],
  [/^account\.authUsername/u, () => msg('Auth username')],
  [/^account/u, () => msg('Your account')],
  [/^credentials/u, () => msg('Password')],
  [/^webSocketServers/u, () => msg('WebSocket server')],
  [/^iceServers/u, () => msg('STUN and TURN servers')],
];

/** Where it is wrong, in the words of the sign-in form; empty for the link as a whole. */
export function profileProblemPlace(path: string): string {
  if (path === '') return '';
  const words = PLACES.find(([pattern]) => pattern.test(path))?.[1]();
  return words === undefined ? msg('In this part of the link:') : msg(str`In the part “${words}”.`);
}
