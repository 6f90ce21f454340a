// A password in any letters proves itself as every server works it out.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { installDigest } from '../../../../src/sip/jssip/digest.ts';

installDigest();

interface Digest {
  authenticate(request: object, challenge: object): boolean;
  toString(): string;
}
const require = createRequire(import.meta.url);
const DigestAuthentication = require('jssip/lib/DigestAuthentication.js') as new (account: object) => Digest;
const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');

function responseTo(username: string, password: string): string {
  const digest = new DigestAuthentication({ username, realm: undefined, password, ha1: undefined });
  const challenge = { algorithm: 'MD5', realm: 'r', nonce: 'n', opaque: undefined, qop: [] };
  digest.authenticate({ method: 'REGISTER', ruri: 'sip:r', body: '' }, challenge);
  return /response="([^"]*)"/u.exec(digest.toString())?.[1] ?? '';
}

describe('the digest of the stack', () => {
  it('takes passwords and names of any characters, those beyond U+FFFF among them', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(text, text, (username, password) => {
        const expected = md5(`${md5(`${username}:r:${password}`)}:n:${md5('REGISTER:sip:r')}`);
        expect(responseTo(username, password)).toBe(expected);
      }),
    );
    expect(responseTo('1001', 'geheim\u{1F511}')).toBe(
      md5(`${md5('1001:r:geheim\u{1F511}')}:n:${md5('REGISTER:sip:r')}`),
    );
  });
});
