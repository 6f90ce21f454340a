import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSipUri, isDomain, isUserPart, parseSipUri } from '../../../src/sip/sip-uri.ts';

describe('SIP URIs (RFC 3261 19.1)', () => {
  it.each([
    ['sip:alice@example.org', { scheme: 'sip', user: 'alice', host: 'example.org', port: undefined }],
    ['sips:alice@Example.ORG:5061', { scheme: 'sips', user: 'alice', host: 'example.org', port: 5061 }],
    [
      'sip:+15550109999@gw.example.org;user=phone',
      { scheme: 'sip', user: '+15550109999', host: 'gw.example.org', port: undefined },
    ],
    ['sip:a%23b@example.org', { scheme: 'sip', user: 'a#b', host: 'example.org', port: undefined }],
    ['sip:alice:secret@example.org', { scheme: 'sip', user: 'alice', host: 'example.org', port: undefined }],
    ['sip:bob@[2001:db8::1]:5070', { scheme: 'sip', user: 'bob', host: '[2001:db8::1]', port: 5070 }],
  ])('reads %s', (text, uri) => {
    expect(parseSipUri(text)).toEqual(uri);
  });

  it.each([
    '',
    'alice',
    'http://example.org',
    'sip:',
    'sip:@',
    'sip:a@b c',
    'sip:a@example.org:0',
    'sip:a@example.org:70000',
    'sip:a%zz@example.org',
    'sip:<b>@example.org',
  ])('refuses %j', (text) => {
    expect(parseSipUri(text)).toBeUndefined();
  });

  it('reads back whatever it writes', () => {
    const user = fc
      .string({ minLength: 1, maxLength: 30 })
      .filter((text) => /^[^:@;?]+$/u.test(text) && isUserPart(encodeURIComponent(text)));
    fc.assert(
      fc.property(user, fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }), (name, port) => {
        const uri = { scheme: 'sip', user: name, host: 'example.org', port } as const;
        expect(parseSipUri(formatSipUri(uri))).toEqual(uri);
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => ['object', 'undefined'].includes(typeof parseSipUri(`sip:${text}`))),
    );
  });
});

describe('domains', () => {
  it.each(['example.org', 'pbx', '192.0.2.1', '[2001:db8::1]', 'demo.bothways.invalid'])(
    'takes %s',
    (text) => {
      expect(isDomain(text)).toBe(true);
    },
  );
  it.each(['', 'exa mple.org', 'example.org:5061', 'https://example.org', '-a.org', 'a@b'])(
    'refuses %j',
    (text) => {
      expect(isDomain(text)).toBe(false);
    },
  );
});
