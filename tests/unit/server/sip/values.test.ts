import { describe, expect, it } from 'vitest';
import { digestChallenge, digestResponse, parseDigestCredentials } from '../../../../server/sip/digest.ts';
import { parseNameAddr, tagOf } from '../../../../server/sip/name-addr.ts';
import { parseSipUri } from '../../../../server/sip/uri.ts';
import { parseVia } from '../../../../server/sip/via.ts';

describe('digest authentication', () => {
  const rfc2617 = {
    username: 'Mufasa',
    realm: 'testrealm@host.com',
    nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
    uri: '/dir/index.html',
    qop: 'auth',
    nc: '00000001',
    cnonce: '0a4f113b',
  };

  it('gives the response of RFC 2617 section 3.5', () => {
    expect(digestResponse(rfc2617, 'GET', 'Circle Of Life')).toBe('6629fae49393a05397450978507c4ef1');
  });

  it('gives the response of RFC 2069 where there is no qop', () => {
    const old = { ...rfc2617, qop: undefined };
    expect(digestResponse(old, 'GET', 'Circle Of Life')).toBe('670fd8c2df070c60b045671b8b24ff02');
  });

  it('reads credentials and refuses other algorithms', () => {
    const value =
      'Digest username="a\\"b", realm="r", nonce="n", uri="sip:x,y", response="AB", qop=auth, nc=1, cnonce="c"';
    expect(parseDigestCredentials(value)).toMatchObject({ username: 'a"b', uri: 'sip:x,y', response: 'ab' });
    expect(parseDigestCredentials(`${value}, algorithm=SHA-256`)).toBeUndefined();
    expect(parseDigestCredentials('Basic abc')).toBeUndefined();
    expect(parseDigestCredentials('Digest username="a"')).toBeUndefined();
  });

  it('says stale only where it is', () => {
    expect(digestChallenge('r', 'n', true)).toContain('stale=true');
    expect(digestChallenge('r', 'n', false)).not.toContain('stale');
  });
});

describe('SIP values', () => {
  it.each([
    ['sip:1001@demo.test', { user: '1001', host: 'demo.test', port: undefined }],
    ['sips:a%20b:pw@[2001:DB8::1]:5061;transport=ws?x=y', { user: 'a b', host: '[2001:db8::1]', port: 5061 }],
    ['sip:demo.test', { user: '', host: 'demo.test' }],
  ])('reads the URI %s', (text, expected) => {
    expect(parseSipUri(text)).toMatchObject(expected);
  });

  it.each(['tel:123', 'sip:', 'sip:a@', 'sip:a%zz@b', 'sip:a@b:99999', 'sip:a b@c d'])(
    'refuses the URI %s',
    (text) => {
      expect(parseSipUri(text)).toBeUndefined();
    },
  );

  it('keeps parameters of the header and of the URI apart', () => {
    const value = parseNameAddr('"x;y" <sip:a@b;transport=ws>;tag=t;+sip.instance="<urn:uuid:1>"');
    expect(value?.uri).toBe('sip:a@b;transport=ws');
    expect(value?.parameters.get('+sip.instance')).toBe('<urn:uuid:1>');
    expect(tagOf('<sip:a@b>;tag=t')).toBe('t');
    expect(tagOf('<sip:a@b')).toBeUndefined();
  });

  it('reads a Via and refuses one without a branch', () => {
    expect(parseVia('SIP / 2.0 / WSS Host.invalid:5060;rport;branch=z9')).toEqual({
      sentBy: 'host.invalid:5060',
      branch: 'z9',
    });
    expect(parseVia('SIP/2.0/WS host')).toBeUndefined();
  });
});
