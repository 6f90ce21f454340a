import { describe, expect, it } from 'vitest';
import {
  nextConnection,
  NO_CONNECTION,
  type ConnectionEvent,
  type ConnectionState,
} from '../../../src/sip/connection-state.ts';

const SERVER = 'wss://a/';
const through = (...events: ConnectionEvent[]): ConnectionState =>
  events.reduce(nextConnection, NO_CONNECTION);
const STARTED = { kind: 'started' } as const;
const CONNECTED = { kind: 'connected', server: SERVER } as const;

describe('a connection', () => {
  it('is tried, and opens', () => {
    expect(through(STARTED)).toEqual({ phase: 'connecting', attempt: 1 });
    expect(through(STARTED, CONNECTED)).toEqual({ phase: 'open', server: SERVER });
  });

  it('counts the attempts to connect, and says when the next one comes', () => {
    expect(through(STARTED, { kind: 'connecting', attempt: 3 })).toEqual({ phase: 'connecting', attempt: 3 });
    expect(through(STARTED, { kind: 'waiting', attempt: 4, untilMs: 9000 })).toEqual({
      phase: 'waiting',
      attempt: 4,
      untilMs: 9000,
    });
  });

  it('keeps its count when a lost connection is told of late', () => {
    const waiting = through(STARTED, { kind: 'waiting', attempt: 4, untilMs: 9000 });
    expect(nextConnection(waiting, { kind: 'disconnected' })).toBe(waiting);
  });

  it('is tried again when it is lost', () => {
    expect(through(STARTED, CONNECTED, { kind: 'disconnected' })).toEqual({
      phase: 'connecting',
      attempt: 1,
    });
  });

  it('names the server of the connection that took another’s place', () => {
    expect(through(STARTED, CONNECTED, { kind: 'connected', server: 'wss://b/' })).toEqual({
      phase: 'open',
      server: 'wss://b/',
    });
  });

  it('is broken where what connects did not load, until the next start', () => {
    const broken = through(STARTED, { kind: 'startFailed' });
    expect(broken).toEqual({ phase: 'broken' });
    expect(nextConnection(broken, CONNECTED)).toBe(broken);
    expect(nextConnection(broken, STARTED)).toEqual({ phase: 'connecting', attempt: 1 });
  });

  it.each<ConnectionEvent>([
    CONNECTED,
    { kind: 'disconnected' },
    { kind: 'connecting', attempt: 2 },
    { kind: 'waiting', attempt: 2, untilMs: 1 },
    { kind: 'stopped' },
  ])('hears nothing once signed out: $kind', (event) => {
    expect(through(STARTED, { kind: 'stopped' }, event)).toBe(NO_CONNECTION);
  });
});
