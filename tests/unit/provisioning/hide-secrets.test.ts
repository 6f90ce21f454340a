import { describe, expect, it } from 'vitest';
import { HIDDEN, hideSecrets, holdsSecrets } from '../../../src/provisioning/hide-secrets.ts';
import { parseProfile } from '../../../src/provisioning/parse-profile.ts';
import type { Profile } from '../../../src/provisioning/profile.ts';

function profileOf(change: object, password: string): Profile {
  const result = parseProfile({
    version: 1,
    account: { username: '1001', password, domain: 'example.org' },
    webSocketServers: ['wss://pbx.example.org/'],
    ...change,
  });
  if (result.kind === 'invalid') throw new Error(result.problem.path);
  return result.profile;
}

const FULL = {
  webSocketServers: ['wss://pbx.example.org/ws?token=SECRET-1'],
  iceServers: [
    { urls: ['stun:stun.example.org'] },
    { urls: ['turn:turn.example.org?transport=udp'], username: 'ada', credential: 'SECRET-2' },
  ],
  turnCredentials: { url: 'https://example.org/turn?key=SECRET-3', token: 'SECRET-4' },
};

describe('a profile for the screens', () => {
  it('holds no secret, and marks where one is', () => {
    const shown = hideSecrets(profileOf(FULL, 'SECRET-0'));
    expect(JSON.stringify(shown)).not.toContain('SECRET');
    expect(shown).toMatchObject({
      account: { webSocketServers: [{ url: `wss://pbx.example.org/ws?${HIDDEN}` }] },
      credentials: { password: HIDDEN },
      iceServers: [
        { urls: ['stun:stun.example.org'] },
        { urls: ['turn:turn.example.org?transport=udp'], username: 'ada', credential: HIDDEN },
      ],
      turnService: { url: `https://example.org/turn?${HIDDEN}`, token: HIDDEN },
    });
  });

  it('is itself where it holds none', () => {
    const profile = profileOf({}, '');
    expect(hideSecrets(profile)).toEqual(profile);
  });
});

describe('whether a link gave something away', () => {
  it.each([
    ['a password', profileOf({}, 'p'), true],
    ['a TURN credential', profileOf({ iceServers: FULL.iceServers }, ''), true],
    ['a token', profileOf({ turnCredentials: FULL.turnCredentials }, ''), true],
    ['none of them', profileOf({ turnCredentials: { url: 'https://example.org/turn' } }, ''), false],
  ])('%s', (_what, profile, holds) => {
    expect(holdsSecrets(profile)).toBe(holds);
  });
});
