// The words for keys of a call: what is left to send, what can't be, and why.
import { msg, str } from '@lit/localize';
import type { KeyReading } from '../sip/dial/read-keys.ts';
import type { PendingKeys } from '../sip/dtmf.ts';
import { formatNumber } from './format.ts';

/** Why keys pressed go nowhere in this call. */
export function tonesRefusedWords(): string {
  return msg(
    'Keys don’t reach them: the server agreed on no way to send them (neither telephone-event nor SIP INFO).',
  );
}

/** While the call is on hold. */
export function tonesOnHoldWords(): string {
  return msg('On hold: no keys are sent until the call goes on.');
}

/** Why a text is not sent as keys; empty where it can be. */
export function notKeysWords(reading: KeyReading): string {
  switch (reading.kind) {
    case 'keys':
      return '';
    case 'notKeys':
      return msg(
        str`Nothing was sent: “${reading.odd}” is no key. Keys are 0 to 9, * and #; a comma waits two seconds, a semicolon waits for you.`,
      );
    case 'tooMany':
      return msg(str`Nothing was sent: ${formatNumber(reading.most)} keys at once are the most.`);
  }
}

/** What stands before the keys that are left. */
export function pendingKeysWords({ phase }: PendingKeys, isAnswered: boolean): string {
  if (!isAnswered && phase === 'going') return msg('Sent once they answer:');
  return phase === 'going' ? msg('Sending:') : msg('Not sent yet:');
}

/** The button that sends what waits. */
export function sendWords({ kind, keys }: PendingKeys): string {
  return kind === 'extension' ? msg(str`Send extension ${keys}`) : msg(str`Send ${keys}`);
}
