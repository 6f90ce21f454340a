import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDialString } from '../../../src/sip/dial-string.ts';
import { parseSipUri } from '../../../src/sip/sip-uri.ts';

const DOMAIN = 'example.org';

describe('the dial field', () => {
  it.each([
    ['+1 (555) 010-9999', 'sip:+15550109999@example.org', '+15550109999', true],
    ['600', 'sip:600@example.org', '600', false],
    [' 600 ', 'sip:600@example.org', '600', false],
    ['*97#', 'sip:*97%23@example.org', '*97#', false],
    ['alice', 'sip:alice@example.org', 'alice', false],
    ['bob@other.example', 'sip:bob@other.example', 'bob@other.example', false],
    ['sip:bob@example.org', 'sip:bob@example.org', 'bob', true],
    ['sips:bob@other.example:5061', 'sips:bob@other.example:5061', 'bob@other.example', true],
    ['tel:+1-555-010-9999', 'sip:+15550109999@example.org', '+15550109999', true],
    ['tel:5550109999;phone-context=+1', 'sip:5550109999@example.org', '5550109999', true],
    ['callto://600', 'sip:600@example.org', '600', true],
    ['+44 (0)20 7946 0000', 'sip:+442079460000@example.org', '+442079460000', true],
    ['\u202a+1\u00a0555\u20110109999\u202c', 'sip:+15550109999@example.org', '+15550109999', true],
    ['１２３', 'sip:123@example.org', '123', true],
  ])('reads %j as %s', (typed, uri, label, normalised) => {
    expect(parseDialString(typed, DOMAIN)).toEqual({ kind: 'target', uri, label, normalised });
  });

  it('tells an empty field from a wrong one', () => {
    expect(parseDialString('   ', DOMAIN)).toEqual({ kind: 'empty' });
  });

  it.each(['two words', 'a@b@c', 'sip:', 'alice@', '<script>@example.org', 'sip:example.org'])(
    'refuses %j',
    (typed) => {
      expect(parseDialString(typed, DOMAIN)).toEqual({ kind: 'invalid' });
    },
  );

  it('gives nothing but URIs that parse, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const target = parseDialString(typed, DOMAIN);
        if (target.kind === 'target') expect(parseSipUri(target.uri)).toBeDefined();
      }),
    );
  });
});
