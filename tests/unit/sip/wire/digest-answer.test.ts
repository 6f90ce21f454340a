// Answers to challenges as RFC 7616 3.9.1 and RFC 2617 3.5 give them, and as Node's own hashes do.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HASHES } from '../../../../src/sip/jssip/digest.ts';
import { answerDigest, isAnswerable } from '../../../../src/sip/wire/digest-answer.ts';

const MUFASA = { username: 'Mufasa', password: 'Circle of Life' };
const question = {
  realm: 'http-auth@example.org',
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
  qop: ['auth', 'auth-int'],
  method: 'GET',
  uri: '/dir/index.html',
  body: '',
};
const own = { cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ', nc: '00000001' };

describe('an answer to a challenge', () => {
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('by %s is that of RFC 7616 3.9.1', (algorithm, response) => {
    expect(answerDigest({ ...question, algorithm }, MUFASA, own, HASHES)).toEqual({
      algorithm,
      qop: 'auth',
      response,
    });
  });

  it('is the hash of what RFC 7616 3.4 says, whatever the letters', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(
        text,
        text,
        text,
        fc.constantFrom('md5', 'sha-256'),
        fc.boolean(),
        fc.boolean(),
        (username, password, body, name, isSession, isInt) => {
          const hash = (of: string): string => createHash(name.replace('-', '')).update(of).digest('hex');
          const qop = isInt ? 'auth-int' : 'auth';
          const secret = hash(`${username}:${question.realm}:${password}`);
          const ha1 = isSession ? hash(`${secret}:${question.nonce}:${own.cnonce}`) : secret;
          const ha2 = hash(`GET:/dir/index.html${isInt ? `:${hash(body)}` : ''}`);
          const response = hash(`${ha1}:${question.nonce}:${own.nc}:${own.cnonce}:${qop}:${ha2}`);
          const algorithm = name + (isSession ? '-sess' : '');
          expect(
            answerDigest({ ...question, algorithm, qop: [qop], body }, { username, password }, own, HASHES)
              ?.response,
          ).toBe(response);
        },
      ),
    );
  });

  it('is none where it would not be complete, or the kind is not known', () => {
    expect(isAnswerable({ algorithm: undefined, qop: [] })).toBe(true);
    for (const [algorithm, qop] of [
      ['MD5-sess', []],
      ['SHA-512-256', ['auth']],
      ['MD5', ['token']],
      ['', ['auth']],
    ] as const)
      expect(isAnswerable({ algorithm, qop }), algorithm).toBe(false);
    expect(answerDigest({ ...question, algorithm: 'MD5', nonce: '' }, MUFASA, own, HASHES)).toBeUndefined();
  });
});
