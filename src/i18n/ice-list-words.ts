// The words for a list of servers, pasted or from a service: what was taken, what was left out, and why. No secret is in them.
import { msg, str } from '@lit/localize';
import type { LeftOut, LeftOutReason } from '../provisioning/ice-entry.ts';
import type { IceListProblem } from '../provisioning/ice-list.ts';
import { formatNumber } from './format.ts';

/** What is wrong with the list as a whole. Nothing of it was taken, nothing else was changed. */
export function iceListProblemWords(problem: IceListProblem): string {
  switch (problem.code) {
    case 'tooLong':
      return msg('This is far too much text. Paste the part that you need.');
    case 'noServers':
      return msg('There is no STUN or TURN server in this text.');
    case 'syntax':
      return problem.at === undefined
        ? msg('This isn’t a complete list: a bracket or a quotation mark is missing.')
        : msg(
            str`Line ${formatNumber(problem.at)} can’t be read: a bracket, comma or quotation mark is missing there.`,
          );
  }
}

/** How many rows were found. */
export function iceListTakenWords(count: number): string {
  return count === 1
    ? msg('One server found and added.')
    : msg(str`${formatNumber(count)} servers found and added.`);
}

const REASONS: Readonly<Record<LeftOutReason, () => string>> = {
  empty: () => msg('an empty entry'),
  notServer: () => msg('no STUN or TURN server'),
  scheme: () => msg('not the address of a STUN or TURN server (stun: or turn:)'),
  host: () => msg('no host name or IP address'),
  port: () => msg('the port must be a number from 1 to 65535'),
  blockedPort: () => msg('browsers block this port for STUN and TURN'),
  transport: () => msg('browsers don’t support this transport (TURN goes over UDP, TCP, or TLS over TCP)'),
  query: () => msg('taken without the part after the question mark, which has no meaning there'),
  account: () => msg('a TURN server needs a username and a password, and none came with it'),
  sharedSecret: () => msg('a secret between servers, not a password to sign in with'),
  unreadable: () =>
    msg('can’t be read: a bracket, comma or quotation mark is missing, or it names a variable'),
  duplicate: () => msg('listed twice'),
  tooMany: () => msg('more than 32 addresses: a browser slows down with more than four'),
};

/** One thing that was left out, and why. */
export function leftOutWords({ what, why, line }: LeftOut): string {
  const place = line === undefined ? '' : msg(str`Line ${formatNumber(line)}`);
  const subject = [place, what].filter((one) => one !== '').join(', ');
  return subject === '' ? REASONS[why]() : msg(str`${subject}: ${REASONS[why]()}`);
}
