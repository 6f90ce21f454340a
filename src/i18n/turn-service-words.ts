// The words for the answer of a service that hands out TURN credentials.
import { msg, str } from '@lit/localize';
import type { TurnAnswer } from '../provisioning/turn-service.ts';

const MINUTE_SECONDS = 60;

/** What came of asking the service, and what to do. */
export function turnAnswerWords(answer: TurnAnswer): string {
  if (answer.kind === 'servers') {
    const count = String(answer.servers.reduce((sum, { urls }) => sum + urls.length, 0));
    const minutes = String(Math.max(1, Math.round(answer.ttlSeconds / MINUTE_SECONDS)));
    return msg(str`It works: ${count} addresses, valid for ${minutes} minutes.`);
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
  return words[answer.problem]();
}
