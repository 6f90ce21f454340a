import { describe, expect, it } from 'vitest';
import type { FailureCause } from '../../../src/sip/failure-cause.ts';
import { nextConnection, NO_CONNECTION, type ConnectionState } from '../../../src/sip/connection-state.ts';
import {
  mayCall,
  nextRegistration,
  NO_REGISTRATION,
  type RegistrationEvent,
  type RegistrationState,
} from '../../../src/sip/registration-state.ts';

interface Both {
  readonly connection: ConnectionState;
  readonly registration: RegistrationState;
}

const STARTED = { kind: 'started' } as const;
const CONNECTED = { kind: 'connected', server: 'wss://a/' } as const;
const REGISTERED = { kind: 'registered', expiresAtMs: 5 } as const;
const failedBy = (cause: FailureCause, statusCode?: number): RegistrationEvent => ({
  kind: 'failed',
  cause,
  statusCode,
});

function both({ connection, registration }: Both, event: RegistrationEvent): Both {
  const isOfBoth = event.kind !== 'registered' && event.kind !== 'failed';
  return {
    connection: isOfBoth ? nextConnection(connection, event) : connection,
    registration: nextRegistration(registration, event),
  };
}

const after = (...events: RegistrationEvent[]): Both =>
  events.reduce(both, { connection: NO_CONNECTION, registration: NO_REGISTRATION });
const through = (...events: RegistrationEvent[]): RegistrationState => after(...events).registration;

describe('a registration', () => {
  it('is asked for once there is a connection, and granted', () => {
    expect(through(STARTED)).toEqual({ phase: 'none' });
    expect(through(STARTED, CONNECTED)).toEqual({ phase: 'registering' });
    expect(through(STARTED, CONNECTED, REGISTERED)).toEqual({ phase: 'registered', expiresAtMs: 5 });
  });

  it('stays registered while another connection takes the place of the old one', () => {
    const registered = through(STARTED, CONNECTED, REGISTERED);
    expect(nextRegistration(registered, { kind: 'connected', server: 'wss://b/' })).toBe(registered);
  });

  it('says when it tries again after a refusal', () => {
    const failed = { kind: 'failed', cause: 'serverBusy', statusCode: 503, retryAtMs: 7000 } as const;
    expect(through(STARTED, CONNECTED, failed)).toEqual({
      phase: 'failed',
      cause: 'serverBusy',
      statusCode: 503,
      retryAtMs: 7000,
    });
  });

  it('is over with its connection', () => {
    expect(through(STARTED, CONNECTED, REGISTERED, { kind: 'disconnected' })).toEqual({ phase: 'none' });
  });

  it('says why it failed', () => {
    expect(through(STARTED, CONNECTED, failedBy('wrongPassword', 403))).toEqual({
      phase: 'failed',
      cause: 'wrongPassword',
      statusCode: 403,
    });
  });

  it('is another’s where another device has our place', () => {
    expect(through(STARTED, CONNECTED, REGISTERED, failedBy('replaced'))).toEqual({ phase: 'replaced' });
  });

  it.each<RegistrationEvent>([{ kind: 'disconnected' }, REGISTERED, failedBy('wrongPassword', 403)])(
    'hears nothing once signed out: $kind',
    (event) => {
      expect(through(STARTED, CONNECTED, { kind: 'stopped' }, event)).toBe(NO_REGISTRATION);
    },
  );
});

describe('connection and registration', () => {
  it.each<[string, RegistrationEvent]>([
    ['refuses the password', failedBy('wrongPassword', 403)],
    ['lists another contact', failedBy('notListed')],
    ['keeps silent', failedBy('timeout')],
    ['has let another device in', failedBy('replaced')],
    ['is busy', failedBy('serverBusy', 503)],
  ])('a registrar that %s leaves us connected, not registered', (_what, event) => {
    const { connection, registration } = after(STARTED, CONNECTED, event);
    expect(connection).toEqual({ phase: 'open', server: 'wss://a/' });
    expect(registration.phase).not.toBe('registered');
  });

  it.each<[boolean, string, RegistrationEvent[]]>([
    [false, 'before there is a connection', [STARTED]],
    [true, 'while the server has yet to answer', [STARTED, CONNECTED]],
    [true, 'when registered', [STARTED, CONNECTED, REGISTERED]],
    [true, 'where another device has our place', [STARTED, CONNECTED, REGISTERED, failedBy('replaced')]],
    [
      true,
      'where the server took the password and kept no address',
      [STARTED, CONNECTED, failedBy('notListed')],
    ],
    [
      true,
      'where the password is right and the device one too many',
      [STARTED, CONNECTED, failedBy('deviceRefused', 403)],
    ],
    [false, 'with a wrong password', [STARTED, CONNECTED, failedBy('wrongPassword', 403)]],
    [false, 'where the server keeps silent', [STARTED, CONNECTED, failedBy('timeout')]],
    [false, 'once the connection is lost', [STARTED, CONNECTED, REGISTERED, { kind: 'disconnected' }]],
    [false, 'once signed out', [STARTED, CONNECTED, REGISTERED, { kind: 'stopped' }]],
  ])('lets calls out (%s) %s', (may, _when, events) => {
    const { connection, registration } = after(...events);
    expect(mayCall(connection, registration)).toBe(may);
  });
});
