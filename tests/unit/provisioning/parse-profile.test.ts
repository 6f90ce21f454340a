import { describe, expect, it } from 'vitest';
import { encodeProfile } from '../../../src/provisioning/encode-profile.ts';
import { parseProfile, parseProfileJson } from '../../../src/provisioning/parse-profile.ts';

const VALID = {
  version: 1,
  name: 'Example Ltd',
  account: {
    username: '1001',
    password: 'secret',
    domain: 'example.org',
    displayName: 'Ann',
    authUsername: 'ann',
  },
  webSocketServers: ['wss://pbx.example.org:8089/ws'],
  iceServers: [
    { urls: 'stun:stun.example.org' },
    { url: 'turn:turn.example.org?transport=tcp', username: 'u', credential: 'c' },
  ],
  iceTransportPolicy: 'relay',
  turnCredentials: { url: 'https://example.org/turn', token: 't' },
  echoNumber: '600',
  refreshUrl: '/demo/extension',
};

const problemOf = (value: unknown): unknown => {
  const result = parseProfile(value);
  return result.kind === 'invalid' ? result.problem : undefined;
};

describe('a provisioning profile', () => {
  it('becomes an account, its secret and its servers', () => {
    const result = parseProfile(VALID);
    expect(result).toEqual({
      kind: 'valid',
      profile: {
        name: 'Example Ltd',
        account: {
          username: '1001',
          domain: 'example.org',
          displayName: 'Ann',
          authUsername: 'ann',
          webSocketServers: [{ url: 'wss://pbx.example.org:8089/ws', priority: 10, weight: 0 }],
          registerExpiresSeconds: 600,
        },
        credentials: { password: 'secret' },
        iceServers: [
          { urls: ['stun:stun.example.org'] },
          { urls: ['turn:turn.example.org?transport=tcp'], username: 'u', credential: 'c' },
        ],
        iceTransportPolicy: 'relay',
        turnService: {
          url: 'https://example.org/turn',
          token: 't',
          account: { username: 'ann', password: 'secret' },
        },
        echoNumber: '600',
        refreshUrl: '/demo/extension',
      },
    });
  });

  it('reads back what it was encoded to', () => {
    const result = parseProfile(VALID);
    if (result.kind !== 'valid') throw new Error('the example is valid');
    expect(parseProfileJson(JSON.stringify(encodeProfile(result.profile)))).toEqual(result);
  });

  it('needs no more than an account and a server', () => {
    const { account, webSocketServers } = VALID;
    const small = {
      version: 1,
      account: { username: account.username, domain: account.domain },
      webSocketServers,
    };
    expect(parseProfile(small)).toMatchObject({
      kind: 'valid',
      profile: {
        iceServers: [],
        iceTransportPolicy: 'all',
        turnService: undefined,
        echoNumber: '',
        account: { authUsername: '1001' },
      },
    });
  });

  it('leaves out what a newer profile has more', () => {
    expect(parseProfile({ ...VALID, later: true }).kind).toBe('valid');
  });

  it.each([
    [null, 'invalid', ''],
    [[], 'invalid', ''],
    ['text', 'invalid', ''],
    [{}, 'version', 'version'],
    [{ ...VALID, version: 2 }, 'version', 'version'],
    [{ ...VALID, account: undefined }, 'missing', 'account'],
    [{ ...VALID, account: { ...VALID.account, username: undefined } }, 'missing', 'account.username'],
    [{ ...VALID, account: { ...VALID.account, username: 'a b' } }, 'invalid', 'account.username'],
    [{ ...VALID, account: { ...VALID.account, domain: 'https://x' } }, 'invalid', 'account.domain'],
    [
      { ...VALID, account: { ...VALID.account, displayName: 'a\r\nEvil: 1' } },
      'invalid',
      'account.displayName',
    ],
    [{ ...VALID, account: { ...VALID.account, password: 7 } }, 'invalid', 'account.password'],
    [{ ...VALID, webSocketServers: [] }, 'missing', 'webSocketServers'],
    [{ ...VALID, webSocketServers: ['ws://pbx.example.org'] }, 'insecure', 'webSocketServers[0]'],
    [{ ...VALID, webSocketServers: ['wss://a', 5] }, 'invalid', 'webSocketServers[1]'],
    [{ ...VALID, iceTransportPolicy: 'none' }, 'invalid', 'iceTransportPolicy'],
    [{ ...VALID, transfers: 'always' }, 'invalid', 'transfers'],
    [{ ...VALID, turnCredentials: 'x' }, 'invalid', 'turnCredentials'],
    [{ ...VALID, turnCredentials: { url: 'ftp://x' } }, 'invalid', 'turnCredentials.url'],
    [{ ...VALID, turnCredentials: { url: 'http://x.example.org/' } }, 'insecure', 'turnCredentials.url'],
    [{ ...VALID, iceServers: {} }, 'invalid', 'iceServers'],
    [{ ...VALID, iceServers: [{ urls: [] }] }, 'invalid', 'iceServers[0].urls'],
    [{ ...VALID, iceServers: [{ urls: 'http://x' }] }, 'invalid', 'iceServers[0].urls'],
    [{ ...VALID, refreshUrl: 'https://evil.example/' }, 'invalid', 'refreshUrl'],
    [{ ...VALID, refreshUrl: '//evil.example/' }, 'invalid', 'refreshUrl'],
    [{ ...VALID, name: 'x'.repeat(2049) }, 'invalid', 'name'],
  ])('refuses %j and names the place', (value, code, path) => {
    expect(problemOf(value)).toEqual({ code, path });
  });

  it('refuses text that is not JSON, and text that is far too long', () => {
    expect(parseProfileJson('{')).toEqual({ kind: 'invalid', problem: { code: 'notJson', path: '' } });
    expect(parseProfileJson(' '.repeat(40_000))).toEqual({
      kind: 'invalid',
      problem: { code: 'tooLong', path: '' },
    });
  });
});
