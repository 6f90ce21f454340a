import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSetupLink } from '../../../../src/provisioning/links/is-setup-link.ts';
import { readSetupLink } from '../../../../src/provisioning/links/link.ts';

const PROFILE = {
  version: 1,
  account: { username: '1001', password: 'pass', domain: 'example.org' },
  webSocketServers: ['wss://pbx.example.org/'],
};
/** The best of three, in milliseconds: others use this machine too. */
function quickestMs(work: () => unknown): number {
  const runs = [1, 2, 3].map(() => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
  return Math.min(...runs);
}

const encode = (json: string): string => Buffer.from(json, 'utf8').toString('base64url');

describe('a provisioning link', () => {
  it('carries a profile in the fragment', () => {
    const result = readSetupLink(`#provision=${encode(JSON.stringify(PROFILE))}`);
    expect(result).toMatchObject({ kind: 'plain', profile: { account: { username: '1001' } } });
  });

  it('keeps every character of a display name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (displayName) => {
        // eslint-disable-next-line no-control-regex -- control characters are refused on purpose
        fc.pre(!/[\u0000-\u001f\u007f]/u.test(displayName));
        const json = JSON.stringify({ ...PROFILE, account: { ...PROFILE.account, displayName } });
        expect(readSetupLink(`provision=${encode(json)}`)).toMatchObject({
          profile: { account: { displayName } },
        });
      }),
    );
  });

  it('takes ordinary base64 with padding too', () => {
    const base64 = Buffer.from(JSON.stringify(PROFILE)).toString('base64');
    expect(readSetupLink(`#provision=${base64}`)?.kind).toBe('plain');
  });

  it.each(['', '#', '#/phone', '#other=1'])('is not found in %j', (fragment) => {
    expect(readSetupLink(fragment)).toBeUndefined();
  });

  it.each([
    ['#provision=', 'notBase64'],
    ['#provision=%%%', 'notBase64'],
    ['#provision=A', 'notBase64'],
    ['#provision=_____w', 'notBase64'],
    [`#provision=${encode('not json')}`, 'notJson'],
    [`#provision=${'A'.repeat(70_000)}`, 'tooLong'],
  ])('says what is wrong with %.40s', (fragment, code) => {
    expect(readSetupLink(fragment)).toEqual({ kind: 'invalid', problem: { code, path: '' } });
  });

  it('never throws, whatever stands in the address bar', () => {
    fc.assert(fc.property(fc.string(), (text) => readSetupLink(`#provision=${text}`) !== undefined));
    fc.assert(fc.property(fc.json(), (json) => readSetupLink(`#provision=${encode(json)}`) !== undefined));
  });
});

describe('the kinds of links', () => {
  const salt = 'A'.repeat(22);
  const nonce = 'A'.repeat(16);
  const text = 'A'.repeat(64);
  const sealed = (...parts: readonly string[]): string => `#sealed=${parts.join('.')}`;
  const token = 'abcdefghij-_0123456789';

  it('are a code that works once, and a locked profile', () => {
    expect(readSetupLink(`#setup=${token}`)).toEqual({ kind: 'token', token });
    expect(readSetupLink(sealed('1', '600000', salt, nonce, text))).toMatchObject({
      kind: 'sealed',
      sealed: { iterations: 600_000, header: `1.600000.${salt}` },
    });
  });

  it.each([
    '#setup=',
    '#setup=short',
    `#setup=${'a'.repeat(129)}`,
    `#setup=${token}/../x`,
    `#setup=${token}%`,
  ])('has no code in %.60s', (fragment) => {
    expect(readSetupLink(fragment)).toMatchObject({ kind: 'invalid', problem: { code: 'notBase64' } });
  });

  it.each([
    ['a million rounds too many', sealed('1', '2000001', salt, nonce, text), 'notBase64'],
    ['minutes of work', sealed('1', '4294967295', salt, nonce, text), 'notBase64'],
    ['rounds in another form', sealed('1', '1e6', salt, nonce, text), 'notBase64'],
    ['too few rounds', sealed('1', '599999', salt, nonce, text), 'notBase64'],
    ['a short salt', sealed('1', '600000', 'AAAA', nonce, text), 'notBase64'],
    ['a long nonce', sealed('1', '600000', salt, `${nonce}AAAA`, text), 'notBase64'],
    ['nothing but a tag', sealed('1', '600000', salt, nonce, 'A'.repeat(22)), 'notBase64'],
    ['one part too many', sealed('1', '600000', salt, nonce, text, 'AAAA'), 'notBase64'],
    ['the end cut off', sealed('1', '600000', salt, nonce), 'notBase64'],
    ['no base64url', sealed('1', '600000', salt, nonce, `${text}%`), 'notBase64'],
    ['another version', sealed('2', 'whatever'), 'version'],
  ])('refuse a locked one with %s', (_what, fragment, code) => {
    expect(readSetupLink(fragment)).toEqual({ kind: 'invalid', problem: { code, path: '' } });
  });

  it('are known by their beginning alone', () => {
    fc.assert(
      fc.property(fc.string(), (rest) => {
        for (const key of ['provision', 'sealed', 'setup', '/phone', 'Setup', 'x']) {
          const fragment = `#${key}=${rest}`;
          expect(isSetupLink(fragment)).toBe(readSetupLink(fragment) !== undefined);
        }
      }),
    );
  });

  it.each(['A', '=', '%', '+', '.', '1.', 'é', '\u{1f600}'])(
    'cost next to nothing with 10 MB of %j',
    (piece) => {
      const rest = piece.repeat(10_000_000 / piece.length);
      for (const key of ['provision', 'sealed', 'setup', 'other']) {
        const fragment = `#${key}=${rest}`;
        expect(quickestMs(() => isSetupLink(fragment) && readSetupLink(fragment))).toBeLessThan(50);
      }
    },
  );

  it.each(['A', '=', '+', 'é', '.', '1.600000.'])(
    'cost little with as much of %j as is read at all',
    (piece) => {
      const rest = piece.repeat(60_000 / piece.length);
      for (const key of ['provision', 'sealed', 'setup']) {
        expect(quickestMs(() => readSetupLink(`#${key}=${rest}!`))).toBeLessThan(50);
      }
    },
  );
});
