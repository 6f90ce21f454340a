// The words for the two states of an account. Its registration is exactly "Registered", "Connecting" or "Not registered", and its connection
// "Connected", "Connecting" or "Not connected", with the reason beside it: a server that refuses us is connected all the same.
import { msg, str } from '@lit/localize';
import { ABLE, isHinderedBy, type CallAbility } from '../media/call-ability.ts';
import type { ConnectionState } from '../sip/connection-state.ts';
import type { RegistrationState } from '../sip/registration-state.ts';
import { registrationFailureWords } from './server-failure-words.ts';
import { formatNumber } from './format.ts';

/** The two states of an account. */
export interface AccountWay {
  readonly connection: ConnectionState;
  readonly registration: RegistrationState;
}

export type Mood = 'good' | 'working' | 'bad' | 'idle';

export interface StateWords {
  readonly title: string;
  /** Empty where the title says all. */
  readonly reason: string;
  readonly mood: Mood;
}

export interface RegistrationWords extends StateWords {
  /** `SIP 403`, or empty. */
  readonly code: string;
}

/** When the phone tries again, `seconds` from now: 0 for at once. */
export function retryWords(seconds: number): string {
  if (seconds <= 0) return msg('trying again now');
  if (seconds < 120) return msg(str`trying again in ${formatNumber(seconds)} s`);
  return msg(str`trying again in ${formatNumber(Math.ceil(seconds / 60))} min`);
}

/** When the phone tries again by itself, milliseconds since the epoch; undefined where that is now, or never. */
export function retryAtMs({ connection, registration }: AccountWay): number | undefined {
  if (connection.phase === 'waiting') return connection.untilMs;
  return registration.phase === 'failed' ? registration.retryAtMs : undefined;
}

/** What the registration status says. In a browser that can't call it claims no calls, and blames no server that it can't reach. */
export function registrationWords(
  way: AccountWay | undefined,
  ability: CallAbility = ABLE,
): RegistrationWords {
  if (way === undefined || way.connection.phase === 'idle')
    return { title: msg('Not registered'), reason: msg('not signed in'), code: '', mood: 'idle' };
  if (isHinderedBy(ability, 'noWebSocket')) {
    const reason = msg('this browser has no WebSocket');
    return { title: msg('Not registered'), reason, code: '', mood: 'bad' };
  }
  if (way.registration.phase === 'registered' && ability.kind === 'unable')
    return { title: msg('Registered'), reason: msg('can’t call from here'), code: '', mood: 'idle' };
  return wordsOf(way);
}

function wordsOf({ connection, registration }: AccountWay): RegistrationWords {
  switch (registration.phase) {
    case 'registered':
      return { title: msg('Registered'), reason: '', code: '', mood: 'good' };
    case 'registering':
      return { title: msg('Connecting'), reason: msg('signing in'), code: '', mood: 'working' };
    case 'failed': {
      const code = registration.statusCode === undefined ? '' : `SIP ${String(registration.statusCode)}`;
      return { ...notRegistered(registration.cause), code };
    }
    case 'replaced':
      return { ...notRegistered('replaced'), code: '' };
    case 'none':
      return connection.phase === 'broken'
        ? { title: msg('Not registered'), reason: brokenWords(), code: '', mood: 'bad' }
        : { ...connectionWords(connection), code: '' };
  }
}

function notRegistered(cause: string): StateWords {
  return { title: msg('Not registered'), reason: registrationFailureWords(cause).title, mood: 'bad' };
}

const brokenWords = (): string => msg('part of the phone did not load; reload the page');

/** What the status of the connection to the server says. */
export function connectionWords(connection: ConnectionState): StateWords {
  switch (connection.phase) {
    case 'open':
      return { title: msg('Connected'), reason: '', mood: 'good' };
    case 'waiting':
      return { title: msg('Connecting'), reason: msg('no server answers'), mood: 'working' };
    case 'connecting': {
      const again = msg(str`attempt ${formatNumber(connection.attempt)}`);
      const reason = connection.attempt > 1 ? again : msg('to the server');
      return { title: msg('Connecting'), reason, mood: 'working' };
    }
    case 'broken':
      return { title: msg('Not connected'), reason: brokenWords(), mood: 'bad' };
    case 'idle':
      return { title: msg('Not connected'), reason: msg('not signed in'), mood: 'idle' };
  }
}
