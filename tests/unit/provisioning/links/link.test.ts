import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProvisioningFragment } from '../../../src/provisioning/link.ts';

const PROFILE = {
  version: 1,
  account: { username: '1001', password: 'pass', domain: 'example.org' },
  webSocketServers: ['wss://pbx.example.org/'],
};
const encode = (json: string): string => Buffer.from(json, 'utf8').toString('base64url');

describe('a provisioning link', () => {
  it('carries a profile in the fragment', () => {
    const result = readProvisioningFragment(`#provision=${encode(JSON.stringify(PROFILE))}`);
    expect(result).toMatchObject({ kind: 'valid', profile: { account: { username: '1001' } } });
  });

  it('keeps every character of a display name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (displayName) => {
        // eslint-disable-next-line no-control-regex -- control characters are refused on purpose
        fc.pre(!/[\u0000-\u001f\u007f]/u.test(displayName));
        const json = JSON.stringify({ ...PROFILE, account: { ...PROFILE.account, displayName } });
        expect(readProvisioningFragment(`provision=${encode(json)}`)).toMatchObject({
          profile: { account: { displayName } },
        });
      }),
    );
  });

  it('takes ordinary base64 with padding too', () => {
    const base64 = Buffer.from(JSON.stringify(PROFILE)).toString('base64');
    expect(readProvisioningFragment(`#provision=${base64}`)?.kind).toBe('valid');
  });

  it.each(['', '#', '#/phone', '#other=1'])('is not found in %j', (fragment) => {
    expect(readProvisioningFragment(fragment)).toBeUndefined();
  });

  it.each([
    ['#provision=', 'notBase64'],
    ['#provision=%%%', 'notBase64'],
    ['#provision=A', 'notBase64'],
    ['#provision=_____w', 'notBase64'],
    [`#provision=${encode('not json')}`, 'notJson'],
    [`#provision=${'A'.repeat(70_000)}`, 'tooLong'],
  ])('says what is wrong with %.40s', (fragment, code) => {
    expect(readProvisioningFragment(fragment)).toEqual({ kind: 'invalid', problem: { code, path: '' } });
  });

  it('never throws, whatever stands in the address bar', () => {
    fc.assert(
      fc.property(fc.string(), (text) => readProvisioningFragment(`#provision=${text}`) !== undefined),
    );
    fc.assert(
      fc.property(fc.json(), (json) => readProvisioningFragment(`#provision=${encode(json)}`) !== undefined),
    );
  });
});
