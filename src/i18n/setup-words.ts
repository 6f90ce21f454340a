// The words for a setup link that did not open: what happened, and what to do.
import { msg } from '@lit/localize';

export type OpeningProblemKey =
  'used' | 'noService' | 'unreachable' | 'tooMany' | 'wrongPassphrase' | 'insecurePage' | 'failed';

export interface OpeningWords {
  readonly what: string;
  readonly remedy: string;
}

const WORDS: Readonly<Record<OpeningProblemKey, () => OpeningWords>> = {
  used: () => ({
    what: msg('Its code was used already or has run out. Each code works once and for a short time.'),
    remedy: msg(
      'Ask whoever sent it for a new link. If you have not used this one, say so: somebody else may have, and the password should be changed.',
    ),
  }),
  noService: () => ({
    what: msg('The server of this page does not exchange such codes (HTTP POST /setup).'),
    remedy: msg('The link may belong to another address. Ask whoever sent it; the code was not used.'),
  }),
  unreachable: () => ({
    what: msg('The server of this page did not answer.'),
    remedy: msg('Check the connection and try again.'),
  }),
  tooMany: () => ({
    what: msg('The server was asked too often.'),
    remedy: msg('Wait a minute and try again. The code was not used.'),
  }),
  wrongPassphrase: () => ({
    what: msg('This passphrase does not open the link.'),
    remedy: msg('Nothing is lost: check each character and try again.'),
  }),
  insecurePage: () => ({
    what: msg('This page was opened without encryption (http), and there browsers unlock nothing.'),
    remedy: msg('Open the same link at the address that begins with https.'),
  }),
  failed: () => ({
    what: msg('The browser could not open it.'),
    remedy: msg('Reload this page, then open the link again.'),
  }),
};

/** Why a link did not open. */
export function openingProblemWords(code: OpeningProblemKey): OpeningWords {
  return WORDS[code]();
}
