// The words for our registration: exactly "Registered", "Connecting" or "Not registered", and the reason beside it.
import { msg, str } from '@lit/localize';
import { failureWords, type FailureKey } from './failure-words.ts';
import { formatNumber } from './format.ts';

export type RegistrationKey =
  | { readonly phase: 'signedOut' | 'registering' | 'registered' }
  | { readonly phase: 'connecting'; readonly attempt: number }
  | { readonly phase: 'failed'; readonly cause: FailureKey; readonly statusCode: number | undefined };

export interface RegistrationWords {
  readonly title: string;
  /** Empty where the title says all. */
  readonly reason: string;
  /** `SIP 403`, or empty. */
  readonly code: string;
  readonly mood: 'good' | 'working' | 'bad' | 'idle';
}

/** What the registration status says. */
export function registrationWords(state: RegistrationKey): RegistrationWords {
  switch (state.phase) {
    case 'registered':
      return { title: msg('Registered'), reason: '', code: '', mood: 'good' };
    case 'registering':
      return { title: msg('Connecting'), reason: msg('signing in'), code: '', mood: 'working' };
    case 'connecting': {
      const again = msg(str`to the server, attempt ${formatNumber(state.attempt)}`);
      const reason = state.attempt > 1 ? again : msg('to the server');
      return { title: msg('Connecting'), reason, code: '', mood: 'working' };
    }
    case 'signedOut':
      return { title: msg('Not registered'), reason: msg('nobody is signed in'), code: '', mood: 'idle' };
    case 'failed': {
      const code = state.statusCode === undefined ? '' : `SIP ${String(state.statusCode)}`;
      return { title: msg('Not registered'), reason: failureWords(state.cause).title, code, mood: 'bad' };
    }
  }
}
