// The words under the dial field: what will be called, what there is to choose from, or why nothing can be.
import { msg, str } from '@lit/localize';
import type { AfterAnswer, DialReading, DialRefusal, DialTarget } from '../sip/dial/dial-reading.ts';
import { formatNumber } from './format.ts';

function afterWords({ kind, keys, afterMs }: AfterAnswer): string {
  if (kind === 'extension') return msg(str`Once they answer, extension ${keys} is one press away.`);
  return afterMs === undefined
    ? msg(str`Once they answer, the keys ${keys} are one press away.`)
    : msg(str`Once they answer, the keys ${keys} are sent.`);
}

/** What is called, and what follows the answer. */
export function targetWords({ shown, after }: DialTarget): string {
  const calls = msg(str`Calls ${shown}`);
  return after === undefined ? calls : `${calls}. ${afterWords(after)}`;
}

/** One of several, on its button. */
export function choiceWords({ shown, after }: DialTarget): string {
  if (after === undefined) return msg(str`Call ${shown}`);
  return after.kind === 'extension'
    ? msg(str`Call ${shown}, extension ${after.keys}`)
    : msg(str`Call ${shown}, then send ${after.keys}`);
}

function signWords(sign: string, at: number | undefined): string {
  return at === undefined
    ? msg(str`This can’t be called: “${sign}” is part of no number, name or address.`)
    : msg(
        str`This can’t be called: the sign “${sign}” (place ${formatNumber(at)}) is part of no number, name or address.`,
      );
}

function refusalWords(refusal: DialRefusal): string {
  switch (refusal.reason) {
    case 'sign':
      return signWords(refusal.sign, refusal.at);
    case 'space':
      return msg('This can’t be called: there is no number in it, and a name has no space.');
    case 'scheme':
      return msg(str`This can’t be called: “${refusal.scheme}:” belongs to another program.`);
    case 'nobody':
      return msg(str`This can’t be called: ${refusal.host} is a server. Put a name and @ before it.`);
    case 'host':
      return refusal.host === ''
        ? msg('This can’t be called: the server behind the @ is missing.')
        : msg(str`This can’t be called: “${refusal.host}” behind the @ is no server’s name.`);
    case 'escape':
      return msg('This can’t be called: what follows a % in it is no letter.');
    case 'tooLong':
      return msg(
        str`This can’t be called: ${formatNumber(refusal.length)} digits or letters are too many (${formatNumber(refusal.most)} at most).`,
      );
  }
}

/** Behind what will be called, where that is the person themselves. */
export function ownNumberWords(): string {
  return msg('That is your own number.');
}

/** A call was asked for, and nobody is named. */
export function nobodyWords(): string {
  return msg('Type a name, a number or a SIP address first.');
}

/** The line under the field; empty for an empty field. */
export function dialWords(reading: DialReading): string {
  switch (reading.kind) {
    case 'empty':
      return '';
    case 'nothing':
      return msg('There is nothing to call in this yet.');
    case 'target':
      return targetWords(reading);
    case 'choice':
      return msg('This could be several. Which one?');
    case 'refused':
      return refusalWords(reading.refusal);
  }
}
