import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTurnAnswer } from '../../../src/provisioning/turn-answer.ts';
import { isTurnServiceUrl } from '../../../src/provisioning/turn-service.ts';

const URIS = ['turn:t.example.org:3478?transport=udp', 'turns:t.example.org:443?transport=tcp'];
const SERVER = { urls: URIS, username: '1700000000:ann', credential: 'c' };

describe('the answer of a TURN service', () => {
  it.each([
    ['the draft', { username: SERVER.username, password: 'c', ttl: 86_400, uris: URIS }, 86_400],
    ['a list', { iceServers: [{ urls: URIS, username: SERVER.username, credential: 'c' }], ttl: '600' }, 600],
    ['one server', { iceServers: { urls: URIS, username: SERVER.username, credential: 'c' } }, 3600],
    ['a bare list', [SERVER], 3600],
  ])('is read in the form of %s', (_name, answer, ttlSeconds) => {
    expect(readTurnAnswer(answer)).toEqual({ kind: 'servers', servers: [SERVER], ttlSeconds, leftOut: [] });
  });

  it.each([
    [{}],
    [null],
    ['no'],
    [{ username: 'u', password: 'c', uris: ['https://t.example.org'] }],
    [{ uris: URIS }],
    [{ username: 'u', password: 'c', uris: [] }],
  ])('%j is none', (answer) => {
    expect(readTurnAnswer(answer)).toMatchObject({ kind: 'problem', problem: 'invalid' });
  });

  it('never throws, and gives no TURN server without an account', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(['servers', 'problem']).toContain(readTurnAnswer(value).kind);
      }),
    );
  });

  it.each([
    ['https://example.org/turn?service=turn', true],
    ['http://localhost:8080/turn', true],
    ['http://example.org/turn', false],
    ['https://user:pass@example.org/', false],
    ['https://', false],
    ['javascript:alert(1)', false],
    ['https://exa mple.org/', false],
  ])('%s may be asked: %s', (url, may) => {
    expect(isTurnServiceUrl(url)).toBe(may);
  });
});
