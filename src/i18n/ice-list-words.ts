// The words for a pasted list of servers: what was taken, or what is wrong and where.
import { msg, str } from '@lit/localize';
import type { IceListProblem } from '../provisioning/ice-list.ts';

/** What is wrong with the list. Nothing of it was taken, nothing else was changed. */
export function iceListProblemWords(problem: IceListProblem): string {
  switch (problem.code) {
    case 'tooLong':
      return msg(
        'These are too many servers (32 at most), or far too much text. Paste the part that you need.',
      );
    case 'noServers':
      return msg('There is no STUN or TURN server in this text.');
    case 'syntax':
      return problem.at === undefined
        ? msg('This isn’t a complete list: a bracket or a quotation mark is missing.')
        : msg(
            str`Line ${String(problem.at)} can’t be read: a bracket, comma or quotation mark is missing there.`,
          );
    case 'address':
      return msg(str`“${problem.at}” is no address of a STUN or TURN server, so nothing was taken.`);
  }
}

/** How many rows were found. */
export function iceListTakenWords(count: number): string {
  return count === 1
    ? msg('One server found and added.')
    : msg(str`${String(count)} servers found and added.`);
}
