import { describe, expect, it } from 'vitest';
import {
  nextRegistration,
  SIGNED_OUT,
  type RegistrationEvent,
  type RegistrationState,
} from '../../../src/sip/registration-state.ts';

const through = (...events: RegistrationEvent[]): RegistrationState =>
  events.reduce(nextRegistration, SIGNED_OUT);

describe('a registration', () => {
  it('connects, registers, and is registered', () => {
    expect(through({ kind: 'started' })).toEqual({ phase: 'connecting', attempt: 1 });
    expect(through({ kind: 'started' }, { kind: 'connected' })).toEqual({ phase: 'registering' });
    expect(through({ kind: 'started' }, { kind: 'connected' }, { kind: 'registered' })).toEqual({
      phase: 'registered',
    });
  });

  it('counts the attempts to connect, and says when the next one comes', () => {
    expect(through({ kind: 'started' }, { kind: 'connecting', attempt: 3 })).toEqual({
      phase: 'connecting',
      attempt: 3,
    });
    expect(through({ kind: 'started' }, { kind: 'waiting', attempt: 4, untilMs: 9000 })).toEqual({
      phase: 'connecting',
      attempt: 4,
      retryAtMs: 9000,
    });
  });

  it('stays registered while another connection takes the place of the old one', () => {
    const registered = through(
      { kind: 'started' },
      { kind: 'connected' },
      { kind: 'registered', server: 'wss://a/', expiresAtMs: 5 },
    );
    expect(registered).toEqual({ phase: 'registered', server: 'wss://a/', expiresAtMs: 5 });
    expect(nextRegistration(registered, { kind: 'connected' })).toBe(registered);
  });

  it('says when it tries again after a refusal', () => {
    const failed = { kind: 'failed', cause: 'serverBusy', statusCode: 503, retryAtMs: 7000 } as const;
    expect(through({ kind: 'started' }, failed)).toMatchObject({ phase: 'failed', retryAtMs: 7000 });
  });

  it('connects again when the socket is lost', () => {
    expect(
      through({ kind: 'started' }, { kind: 'connected' }, { kind: 'registered' }, { kind: 'disconnected' }),
    ).toEqual({ phase: 'connecting', attempt: 1 });
  });

  it('says why it failed', () => {
    expect(
      through(
        { kind: 'started' },
        { kind: 'connected' },
        { kind: 'failed', cause: 'wrongPassword', statusCode: 403 },
      ),
    ).toEqual({ phase: 'failed', cause: 'wrongPassword', statusCode: 403 });
  });

  it('hears nothing once signed out', () => {
    const late: RegistrationEvent[] = [
      { kind: 'connected' },
      { kind: 'disconnected' },
      { kind: 'registered' },
    ];
    for (const event of late)
      expect(through({ kind: 'started' }, { kind: 'stopped' }, event)).toBe(SIGNED_OUT);
  });
});
