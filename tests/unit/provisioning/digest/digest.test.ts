import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf, readChallenge } from '../../../../src/provisioning/digest/digest.ts';

const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');

describe('a challenge', () => {
  it('is read as RFC 7616 section 3.3 has it, whatever the order', () => {
    const header = 'Digest qop="auth, auth-int", algorithm=MD5,nonce="n/1", opaque="o", realm="a b"';
    expect(readChallenge(header)).toEqual({ realm: 'a b', nonce: 'n/1', opaque: 'o' });
  });

  it('is MD5 where it names no algorithm', () => {
    expect(readChallenge('digest realm="r", nonce="n", qop=auth')).toMatchObject({ realm: 'r' });
  });

  it.each([
    'Basic realm="r"',
    'Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256',
    'Digest realm="r", nonce="n", qop="auth", algorithm=MD5-sess',
    'Digest realm="r", nonce="n", qop="auth-int"',
    'Digest realm="r", nonce="n"',
    'Digest nonce="n", qop="auth"',
    'Digest',
    '',
    `Digest realm="${'r'.repeat(3000)}", nonce="n", qop="auth"`,
  ])('%j is none that the phone answers', (header) => {
    expect(readChallenge(header)).toBeUndefined();
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        readChallenge(`Digest ${text}`);
      }),
    );
  });
});

describe('the answer', () => {
  // RFC 7616 section 3.9.1
  const challenge = {
    realm: 'http-auth@example.org',
    nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
    opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS',
  };
  const account = { username: 'Mufasa', password: 'Circle of Life' };
  const request = {
    method: 'GET',
    uri: '/dir/index.html',
    cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  };

  it("is that of the RFC's own example", () => {
    const answer = answerOf(challenge, account, request, md5);
    expect(answer).toContain('response="8ca523f5e9506fed4657c9700eebdbec"');
    expect(answer).toContain('username="Mufasa"');
    expect(answer).toContain('nc=00000001, ');
    expect(answer).toContain(`opaque="${challenge.opaque}"`);
  });

  it('holds no password', () => {
    expect(answerOf(challenge, account, request, md5)).not.toContain('Circle');
  });

  it('quotes what would end a parameter', () => {
    const answer = answerOf(challenge, { ...account, username: 'a"b\\c' }, request, md5);
    expect(answer).toContain('username="a\\"b\\\\c", realm=');
  });

  it('is not made for a name that no header can hold', () => {
    expect(answerOf(challenge, { ...account, username: 'a\r\nb' }, request, md5)).toBeUndefined();
    expect(answerOf(challenge, { ...account, username: 'Zoë' }, request, md5)).toBeUndefined();
  });
});
