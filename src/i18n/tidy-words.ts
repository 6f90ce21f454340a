// The words for what was put right in a field of the sign-in form.
import { msg } from '@lit/localize';
import type { Tidied } from '../provisioning/tidy-fields.ts';

const WORDS: Readonly<Record<Tidied, () => string>> = {
  unseen: () => msg('Corrected: invisible characters were removed.'),
  addressTaken: () => msg('Corrected: the address was split into username and domain.'),
  hostTaken: () => msg('Corrected: only the host name belongs here.'),
  scheme: () => msg('Corrected: a WebSocket address begins with wss://.'),
  brackets: () => msg('Corrected: an IPv6 address is written in brackets.'),
  letters: () => msg('Corrected: written as browsers look it up (IDNA).'),
  signs: () => msg('Corrected: written in plain characters.'),
};

/** What was changed in the field. */
export function tidyWords(tidied: Tidied): string {
  return WORDS[tidied]();
}
