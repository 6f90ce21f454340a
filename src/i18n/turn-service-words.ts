// The words for the answer of a service that hands out TURN credentials.
import { msg, str } from '@lit/localize';
import type { LeftOut } from '../provisioning/ice-entry.ts';
import { leftOutWords } from './ice-list-words.ts';
import type { TurnAnswer } from '../provisioning/turn-service.ts';

const MINUTE_SECONDS = 60;

/** Most that is named one by one. */
const MOST_NAMED = 4;

function withLeftOut(words: string, leftOut: readonly LeftOut[] = []): string {
  if (leftOut.length === 0) return words;
  const named = leftOut.slice(0, MOST_NAMED).map(leftOutWords).join('; ');
  return msg(str`${words} Left out: ${named}.`);
}

/** What came of asking the service, and what to do. */
export function turnAnswerWords(answer: TurnAnswer): string {
  if (answer.kind === 'servers') {
    const count = String(answer.servers.reduce((sum, { urls }) => sum + urls.length, 0));
    const minutes = String(Math.max(1, Math.round(answer.ttlSeconds / MINUTE_SECONDS)));
    return withLeftOut(msg(str`It works: ${count} addresses, valid for ${minutes} minutes.`), answer.leftOut);
  }
  const words = {
    refused: () =>
      msg('The service refuses you (401 or 403): the token is wrong, or the password of the account.'),
    unreachable: () =>
      msg(
        'No answer that this page may read: the address is wrong, the service is off, or it lacks CORS headers.',
      ),
    invalid: () => msg('The service answers, but not with TURN servers and an account.'),
  };
  return withLeftOut(words[answer.problem](), answer.leftOut);
}
