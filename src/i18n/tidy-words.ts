// The words for what was put right in a field of the sign-in form.
import { msg } from '@lit/localize';
import type { Tidied } from '../provisioning/tidy-fields.ts';

const WORDS: Readonly<Record<Tidied, () => string>> = {
  unseen: () => msg('Put right: invisible characters were taken out.'),
  addressTaken: () => msg('Put right: the address was taken apart, into username and domain.'),
  hostTaken: () => msg('Put right: only the host name belongs here.'),
  scheme: () => msg('Put right: a WebSocket address begins with wss://.'),
  brackets: () => msg('Put right: an IPv6 address stands in brackets.'),
  letters: () => msg('Put right: written as browsers ask for it (IDNA).'),
  signs: () => msg('Put right: written in plain signs.'),
};

/** What was changed in the field. */
export function tidyWords(tidied: Tidied): string {
  return WORDS[tidied]();
}
