// The words for the stops of the network screen: where the sound and the signals pass, one after the other.
import { msg, str } from '@lit/localize';
import { formatNumber } from './format.ts';

/** The device: which microphone it has. */
export function deviceWords(microphones: number): string {
  if (microphones === 0) return msg('The browser has not shown a microphone yet: it asks at the first call.');
  if (microphones === 1) return msg('One microphone found.');
  return msg(str`${formatNumber(microphones)} microphones found.`);
}

/** The browser refused the microphone. */
export function microphoneBlockedWords(): string {
  return msg('The browser blocked the microphone at the last call. Allow it beside the address bar.');
}

/** What it means to have no STUN server. */
export function noStunWords(): string {
  return msg(
    'None configured. Calls work inside one network and wherever the server itself is reachable; behind other routers sound may not find its way. No outside server is ever used on its own.',
  );
}

/** What it means to have no TURN server. */
export function noTurnWords(): string {
  return msg('None configured. Where a network blocks direct sound, there is no relay to fall back on.');
}

/** Beside a STUN or TURN server that gave nothing in an earlier call. */
export function leftOutWords(): string {
  return msg('Gave no address in the last call: left out for five minutes, so that calls start at once');
}
