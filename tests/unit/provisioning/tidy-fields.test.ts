// What can be put right in the sign-in form is, and only that.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EMPTY_SIGN_IN_FORM,
  readSignInForm,
  type SignInForm,
} from '../../../src/provisioning/sign-in-form.ts';
import { tidyForm } from '../../../src/provisioning/tidy-fields.ts';

const FORM: SignInForm = {
  ...EMPTY_SIGN_IN_FORM,
  username: '1001',
  password: 'secret',
  domain: 'example.org',
  webSocketServer: 'wss://pbx.example.org:8089/ws',
};
const tidy = (change: Partial<SignInForm>) => tidyForm({ ...FORM, ...change });

describe('the sign-in form', () => {
  it.each([
    ['https://pbx.example.org/ws', 'wss://pbx.example.org/ws', 'scheme'],
    ['HTTPS://pbx.example.org:8089/ws', 'wss://pbx.example.org:8089/ws', 'scheme'],
    ['wss//pbx.example.org/ws', 'wss://pbx.example.org/ws', 'scheme'],
    ['wss:/pbx.example.org/ws', 'wss://pbx.example.org/ws', 'scheme'],
    ['wss:pbx.example.org/ws', 'wss://pbx.example.org/ws', 'scheme'],
    ['wss:\\\\pbx.example.org\\ws', 'wss://pbx.example.org/ws', 'scheme'],
    ['sip:pbx.example.org:8089;transport=wss', 'wss://pbx.example.org:8089', 'scheme'],
    ['2001:db8::1', 'wss://[2001:db8::1]', 'brackets'],
    ['wss://2001:db8::1/ws', 'wss://[2001:db8::1]/ws', 'brackets'],
    ['wss://bücher.example/ws', 'wss://xn--bcher-kva.example/ws', 'letters'],
    ['wss://pbx.exam\u200bple.org/ws', 'wss://pbx.example.org/ws', 'unseen'],
    ['wss://wss://pbx.example.org/ws', 'wss://pbx.example.org/ws', 'scheme'],
    ['wss://https://pbx.example.org/ws', 'wss://pbx.example.org/ws', 'scheme'],
    ['"wss://pbx.example.org/ws"', 'wss://pbx.example.org/ws', 'signs'],
    ['\u201cwss://pbx.example.org/ws\u201d', 'wss://pbx.example.org/ws', 'signs'],
    ['wss\uff1a\uff0f\uff0fpbx.example.org\uff0fws', 'wss://pbx.example.org/ws', 'signs'],
    [
      'wss://a.example.org/ws\nwss://b.example.org/ws',
      'wss://a.example.org/ws, wss://b.example.org/ws',
      'signs',
    ],
    [
      'wss://a.example.org/ws, https://b.example.org',
      'wss://a.example.org/ws, wss://b.example.org',
      'scheme',
    ],
  ])('puts the server %j right', (typed, webSocketServer, change) => {
    const { form, changes } = tidy({ webSocketServer: typed });
    expect(form.webSocketServer).toBe(webSocketServer);
    expect(changes).toEqual({ webSocketServer: change });
    expect(readSignInForm(form).kind).toBe('valid');
  });

  it.each([
    ['https://example.org:8089/ws', 'example.org', 'hostTaken'],
    ['sip:example.org', 'example.org', 'hostTaken'],
    ['example.org:5060', 'example.org', 'hostTaken'],
    ['example.org.', 'example.org', 'hostTaken'],
    ['1001@example.org', 'example.org', 'hostTaken'],
    ['Domain: example.org', 'example.org', 'hostTaken'],
    ['udp:example.org', 'example.org', 'hostTaken'],
    ['\u201cexample.org\u201d', 'example.org', 'signs'],
    ['2001:db8::1', '[2001:db8::1]', 'brackets'],
    ['bücher.example', 'xn--bcher-kva.example', 'letters'],
    ['exam\u2060ple.org', 'example.org', 'unseen'],
  ])('puts the domain %j right', (typed, domain, change) => {
    expect(tidy({ domain: typed })).toMatchObject({ form: { domain }, changes: { domain: change } });
  });

  it.each([
    '1001@pbx.example',
    'sip:1001@pbx.example',
    '"Ann" <sip:1001@pbx.example;transport=wss>',
    'sip:1001:pw@pbx.example:5060',
  ])('takes the username %j apart', (username) => {
    const { form } = tidy({ username, domain: '' });
    expect(form).toMatchObject({ username: '1001', domain: 'pbx.example' });
    expect(tidy({ username }).form).toMatchObject({ username: '1001', domain: 'example.org' });
  });

  it('reads full-width digits, and takes no name apart that has two @', () => {
    expect(tidy({ username: '\uff11\uff10\uff10\uff11' }).form.username).toBe('1001');
    expect(tidy({ username: 'ann@a@b' }).changes).toEqual({});
    expect(tidy({ username: '1001 ' }).changes).toEqual({});
  });

  it('takes what is unseen from the ends of a password, and no more', () => {
    expect(tidy({ password: '\u200bgeheim\ufeff' }).form.password).toBe('geheim');
    const family = ' \u{1f468}\u200d\u{1f469}\u200d\u{1f467} ';
    expect(tidy({ password: family }).form.password).toBe(family);
  });

  it('leaves alone what is right, and what only the person can know', () => {
    const odd = [
      'ws://pbx.example.org/ws',
      'pbx.example.org:8089/ws',
      'localhost:8089',
      'wss://x.example/ws?a=1,2',
      'wss://a.example/ws 10 5; wss://b.example/ws 20 5',
      'ftp://x.example',
    ];
    for (const webSocketServer of odd) expect(tidy({ webSocketServer }).changes).toEqual({});
    expect(tidy({}).form).toEqual(FORM);
  });

  it('is put right once: a second time changes nothing', () => {
    const pieces = fc.array(
      fc.constantFrom(
        ...[
          'wss',
          'https',
          'sip',
          ':',
          '/',
          '//',
          '@',
          'pbx.example.org',
          '1001',
          '[',
          ']',
          '2001:db8::1',
          '8089',
          '?',
          ',',
          ' ',
          'ü',
          '\u200b',
          '<',
          '>',
          '"',
          '\\',
          '.',
          ';',
        ],
      ),
      { maxLength: 8 },
    );
    const text = pieces.map((some) => some.join(''));
    fc.assert(
      fc.property(text, text, text, (username, domain, webSocketServer) => {
        const once = tidy({ username, domain, webSocketServer }).form;
        const twice = tidyForm(tidyForm(once).form).form;
        expect(tidyForm(twice).form).toEqual(twice);
      }),
    );
  });
});
