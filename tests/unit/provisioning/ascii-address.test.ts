// What a person reads is what is contacted: hosts come out in ASCII, or not at all.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiIceAddress, asciiUrl, readIceServerUri } from '../../../src/provisioning/ascii-address.ts';
import { asciiHost } from '../../../src/sip/ascii-host.ts';
import { EMPTY_SIGN_IN_FORM, readSignInForm } from '../../../src/provisioning/sign-in-form.ts';
import { blankRow } from '../../../src/provisioning/ice-rows.ts';
import { readIceList } from '../../../src/provisioning/ice-list.ts';
import { parseProfile } from '../../../src/provisioning/parse-profile.ts';
import { readTurnAnswer } from '../../../src/provisioning/turn-answer.ts';
import { readTurnServiceUrl } from '../../../src/provisioning/turn-service.ts';
import { readWebSocketServers } from '../../../src/provisioning/web-socket-servers.ts';

const CYRILLIC = 'turn.mycomp\u0430ny.com';
const CYRILLIC_ASCII = 'turn.xn--mycompny-66g.com';

/** Each pretends to be `turn.mycompany.com`, or hides an address. */
const NEVER = [
  'turn.mycompany.com%2ex.evil.example',
  'turn.mycompany.com%2F.evil.example',
  'turn.mycompany.com\uFF0Fx.evil.example',
  'turn.my\u200Bcompany.com',
  'turn.my\u200Dcompany.com',
  'turn.mycompany.com\u202E.evil',
  '\u2066turn.mycompany.com',
  'turn.mycompany.com\\x.evil.example',
  'turn.mycompany.com@evil.example',
  'turn.mycompany.com evil.example',
  'turn.mycompany.com evil.example',
  'turn.mycompany.com\u0000',
  'turn.mycompany.com#.evil.example',
  'turn.mycompany.com?.evil.example',
  '0x7f.1',
  '2130706433',
  '017700000001',
  '\uFF11\uFF12\uFF17.0.0.1',
  '127.1',
  '[::1',
  'a:b',
  '',
] as const;

const CONVERTED = [
  [CYRILLIC, CYRILLIC_ASCII],
  ['turn.mycompany.com\u2044x.evil.example', 'turn.mycompany.xn--comx-2g7a.evil.example'],
  ['\uFF34\uFF35\uFF32\uFF2E\uFF0Emycompany\uFF0Ecom', 'turn.mycompany.com'],
  ['türk.example', 'xn--trk-hoa.example'],
  ['ſip.Kelvin.example', 'sip.kelvin.example'],
  ['straße.example', 'xn--strae-oqa.example'],
] as const;

const SAME = [
  'turn.mycompany.com',
  'localhost',
  '127.0.0.1',
  '[::1]',
  'a_b.example',
  'example.org.',
  CYRILLIC_ASCII,
];

const profileWith = (change: object): unknown => ({
  version: 1,
  account: { username: '1001', password: 'p', domain: 'example.org' },
  webSocketServers: ['wss://pbx.example.org/'],
  ...change,
});

/** The profile that a link makes, or the place where it is refused. */
function read(change: object): unknown {
  const result = parseProfile(profileWith(change));
  return result.kind === 'valid' ? result.profile : result.problem.path;
}

describe('a host', () => {
  it.each(NEVER)('%j is refused', (host) => {
    expect(asciiHost(host)).toBeUndefined();
  });

  it.each(CONVERTED)('%j is %s', (host, ascii) => {
    expect(asciiHost(host)).toBe(ascii);
  });

  it.each(SAME)('%s stays', (host) => {
    expect(asciiHost(host)).toBe(host);
  });

  it('is what the URL standard contacts, whatever stands there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const host = asciiHost(text);
        if (host === undefined) return;
        expect(host).toMatch(/^[\x21-\x7e]+$/u);
        expect(new URL(`wss://${text}/`).hostname).toBe(host);
        expect(asciiHost(host)).toBe(host);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('every place that takes a host', () => {
  const places = (host: string): readonly (readonly [path: string, change: object])[] => [
    ['account.domain', { account: { username: '1001', domain: host } }],
    ['webSocketServers[0]', { webSocketServers: [`wss://${host}/ws`] }],
    ['iceServers[0].urls', { iceServers: [{ urls: [`stun:${host}`] }] }],
    [
      'iceServers[0].urls',
      { iceServers: [{ urls: [`turns:${host}:443?transport=tcp`], username: 'u', credential: 'p' }] },
    ],
    ['turnCredentials.url', { turnCredentials: { url: `https://${host}/turn` } }],
  ];

  it.each(NEVER.filter((host) => !/[?#]/u.test(host)))('of a link refuses %j', (host) => {
    // Behind a separator the rest is a path, and the host before it is what it looks like.
    for (const [path, change] of places(host)) expect([path, read(change)]).toEqual([path, path]);
  });

  it('of a link shows the name that is contacted', () => {
    const shown = places(CYRILLIC).map(([, change]) => JSON.stringify(read(change)));
    for (const text of shown) expect(text).toContain(CYRILLIC_ASCII);
    for (const text of shown) expect(text).not.toContain(CYRILLIC);
  });

  it('of the sign-in form likewise', () => {
    const result = readSignInForm({
      ...EMPTY_SIGN_IN_FORM,
      username: '1001',
      password: 'p',
      domain: CYRILLIC,
      webSocketServer: `${CYRILLIC}, wss://${CYRILLIC}:8089/ws 5 1`,
      turnServiceUrl: `https://${CYRILLIC}/turn`,
      iceRows: [{ ...blankRow('stun'), host: CYRILLIC }],
    });
    expect(result).toMatchObject({
      kind: 'valid',
      profile: {
        account: {
          domain: CYRILLIC_ASCII,
          webSocketServers: [
            { url: `wss://${CYRILLIC_ASCII}/` },
            { url: `wss://${CYRILLIC_ASCII}:8089/ws`, priority: 5, weight: 1 },
          ],
        },
        turnService: { url: `https://${CYRILLIC_ASCII}/turn` },
        iceServers: [{ urls: [`stun:${CYRILLIC_ASCII}:3478`] }],
      },
    });
  });

  it('of the sign-in form names the field of a hidden one', () => {
    const hidden = 'pbx.exam\u200Bple.org';
    const result = readSignInForm({
      ...EMPTY_SIGN_IN_FORM,
      username: '1001',
      password: 'p',
      domain: hidden,
      webSocketServer: hidden,
      turnServiceUrl: `https://${hidden}/`,
      iceRows: [{ ...blankRow('stun'), host: hidden }],
    });
    expect(result).toEqual({
      kind: 'invalid',
      problems: {
        domain: 'domain',
        webSocketServer: 'webSocketSyntax',
        turnServiceUrl: 'turnServiceUrl',
        iceRows: [{ host: 'iceHost' }],
      },
    });
  });

  it('of a pasted list and of a TURN service too', () => {
    expect(readIceList(`stun:${CYRILLIC}`, JSON.parse)).toMatchObject({ rows: [{ host: CYRILLIC_ASCII }] });
    expect(readIceList('stun:exam\u200Bple.org', JSON.parse)).toMatchObject({
      rows: [{ host: 'example.org' }],
    });
    expect(readTurnAnswer({ username: 'u', password: 'p', uris: [`turn:${CYRILLIC}`] })).toMatchObject({
      servers: [{ urls: [`turn:${CYRILLIC_ASCII}`] }],
    });
  });

  it('keeps a stored profile whose name was in other letters', () => {
    const stored = { turnCredentials: { url: 'https://türk.example/turn?service=turn', token: 't' } };
    expect(read(stored)).toMatchObject({
      turnService: { url: 'https://xn--trk-hoa.example/turn?service=turn' },
    });
  });
});

describe('an address', () => {
  it.each([
    ['pbx.example.org', 'wss://pbx.example.org/'],
    ['wss://PBX.example.org:8089/ws?a=1', 'wss://pbx.example.org:8089/ws?a=1'],
    ['wss://[2001:DB8::0:1]/', 'wss://[2001:db8::1]/'],
    ['wss://pbx.example.org/wß', 'wss://pbx.example.org/w%C3%9F'],
    ['wss://user@pbx.example.org/', undefined],
    ['wss://pbx.example.org\\@evil.example/', undefined],
    ['wss://pbx.example.org/ x', undefined],
    ['wss:///ws', undefined],
    ['wss://pbx.example.org:99999/', undefined],
  ])('%s is %s', (text, url) => {
    expect(asciiUrl(text)).toBe(url);
  });

  it('of a list of servers is no number alone', () => {
    expect(readWebSocketServers('12345').kind).toBe('invalid');
    expect(readWebSocketServers('wss://2130706433/').kind).toBe('invalid');
    expect(readWebSocketServers('pbx.example.org 10 1')).toMatchObject({
      servers: [{ url: 'wss://pbx.example.org/', priority: 10, weight: 1 }],
    });
  });

  it.each([
    ['turn.example.org:3478?transport=udp', 'turn.example.org:3478?transport=udp'],
    ['TURN:Turn.Example.org', 'turn:turn.example.org'],
    [' 2001:db8::1 ', '2001:db8::1'],
    ['stun:[2001:DB8::1]:3478', 'stun:[2001:db8::1]:3478'],
    ['stun:', undefined],
  ])('of ICE: %s is %s', (text, ascii) => {
    expect(asciiIceAddress(text)).toBe(ascii);
  });

  it('of ICE with a host that hides is no host', () => {
    expect(readIceServerUri('turn:turn.example.org%2e', 'turn')).toEqual({ kind: 'invalid', reason: 'host' });
  });

  it.each([
    ['https://example.org:443/turn', 'https://example.org/turn'],
    ['http://localhost:8080/turn', 'http://localhost:8080/turn'],
    ['http://127.0.0.1/turn', 'http://127.0.0.1/turn'],
    ['http://localhost.evil.example/', undefined],
    ['http://127.0.0.1.evil.example/', undefined],
    ['https://example.org/#x', undefined],
    ['example.org', undefined],
  ])('of a TURN service: %s is %s', (text, url) => {
    expect(readTurnServiceUrl(text)).toBe(url);
  });
});

describe('the path that renews a profile', () => {
  it.each([
    '//evil.example/x',
    '/\\evil.example',
    '/%2f/evil.example',
    '/%5cevil.example',
    'https://evil.example/',
    '/\t/evil.example',
    '/x?y',
    'x',
  ])('is never %j', (refreshUrl) => {
    expect(read({ refreshUrl })).toBe('refreshUrl');
  });

  it('stays at the origin of the page, whatever is taken', () => {
    const character = fc.constantFrom(
      '/',
      '\\',
      '.',
      '%',
      '2',
      'f',
      'e',
      ':',
      '@',
      '?',
      '#',
      '\t',
      '\u2044',
      '\uFF0F',
    );
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 12 }), (path) => {
        if (read({ refreshUrl: `/${path}` }) === 'refreshUrl') return;
        expect(new URL(`/${path}`, 'https://own.example/').origin).toBe('https://own.example');
      }),
      { numRuns: 5000 },
    );
  });
});

describe('the number of the test call', () => {
  it.each(['600\u200B', '٦٠٠', '6\u202E00', '6'.repeat(129)])('is never %j', (echoNumber) => {
    expect(read({ echoNumber })).toBe('echoNumber');
  });
});
