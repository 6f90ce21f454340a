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

  it('counts the attempts to connect', () => {
    expect(through({ kind: 'started' }, { kind: 'disconnected' }, { kind: 'disconnected' })).toEqual({
      phase: 'connecting',
      attempt: 3,
    });
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
