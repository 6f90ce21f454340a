// The words for our registration: exactly "Registered", "Connecting" or "Not registered", and the reason beside it.
import { msg, str } from '@lit/localize';
import { ABLE, isHinderedBy, type CallAbility } from '../media/call-ability.ts';
import type { FailureKey } from './failure-words.ts';
import { registrationFailureWords } from './server-failure-words.ts';
import { formatNumber } from './format.ts';

export type RegistrationKey =
  | { readonly phase: 'signedOut' | 'registering' | 'registered' }
  | { readonly phase: 'connecting'; readonly attempt: number; readonly retryAtMs?: number }
  | {
      readonly phase: 'failed';
      readonly cause: FailureKey;
      readonly statusCode: number | undefined;
      readonly retryAtMs?: number;
    };

export interface RegistrationWords {
  readonly title: string;
  /** Empty where the title says all. */
  readonly reason: string;
  /** `SIP 403`, or empty. */
  readonly code: string;
  readonly mood: 'good' | 'working' | 'bad' | 'idle';
}

/** When the phone tries again, `seconds` from now: 0 for at once. */
export function retryWords(seconds: number): string {
  if (seconds <= 0) return msg('trying again now');
  if (seconds < 120) return msg(str`trying again in ${formatNumber(seconds)} s`);
  return msg(str`trying again in ${formatNumber(Math.ceil(seconds / 60))} min`);
}

/** What the registration status says. In a browser that can't call it claims no calls, and blames no server that it can't reach. */
export function registrationWords(state: RegistrationKey, ability: CallAbility = ABLE): RegistrationWords {
  if (state.phase !== 'signedOut' && isHinderedBy(ability, 'noWebSocket')) {
    const reason = msg('this browser has no WebSocket');
    return { title: msg('Not registered'), reason, code: '', mood: 'bad' };
  }
  if (state.phase === 'registered' && ability.kind === 'unable')
    return { title: msg('Registered'), reason: msg('can’t call from here'), code: '', mood: 'idle' };
  return wordsOf(state);
}

function wordsOf(state: RegistrationKey): RegistrationWords {
  switch (state.phase) {
    case 'registered':
      return { title: msg('Registered'), reason: '', code: '', mood: 'good' };
    case 'registering':
      return { title: msg('Connecting'), reason: msg('signing in'), code: '', mood: 'working' };
    case 'connecting': {
      if (state.retryAtMs !== undefined)
        return { title: msg('Connecting'), reason: msg('no server answers'), code: '', mood: 'working' };
      const again = msg(str`to the server, attempt ${formatNumber(state.attempt)}`);
      const reason = state.attempt > 1 ? again : msg('to the server');
      return { title: msg('Connecting'), reason, code: '', mood: 'working' };
    }
    case 'signedOut':
      return { title: msg('Not registered'), reason: msg('not signed in'), code: '', mood: 'idle' };
    case 'failed': {
      const code = state.statusCode === undefined ? '' : `SIP ${String(state.statusCode)}`;
      return {
        title: msg('Not registered'),
        reason: registrationFailureWords(state.cause).title,
        code,
        mood: 'bad',
      };
    }
  }
}
