// Which addresses of a REFER name somebody for the eye, as real phones and servers write them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readableParty, readableUser } from '../../../src/sip/readable-party.ts';
import { namedParty } from '../../../src/sip/wire/asserted-identity.ts';

function shown(uri: string): string {
  return readableUser(namedParty(`<${uri}>`, 'pbx.example.org')?.user ?? '', uri);
}

describe('the user of an address', () => {
  it.each([
    ['an address of record', 'sip:maya@pbx.example.org', 'maya'],
    ['one with digits', 'sip:room12@pbx.example.org', 'room12'],
    ['one at a server without a name', 'sip:front-desk@192.0.2.10', 'front-desk'],
    ['a number', 'sip:1003@pbx.example.org', '1003'],
    ['a number of the world', 'sip:+4930123456@pbx.example.org;user=phone', '+4930123456'],
    ['a star code', 'sip:*98@pbx.example.org', '*98'],
    ['an escaped user', 'sip:J%C3%BCrgen@pbx.example.org', 'Jürgen'],
    ['a public GRUU (RFC 5627)', 'sip:1003@pbx.example.org;gr=urn:uuid:f81d4fae-7dec-11d0', '1003'],
    ['the contact of PJSIP', 'sip:1003@192.0.2.7:5060;ob', '1003'],
    ['the contact of Zoiper', 'sip:maya@192.0.2.7:41002;rinstance=6b1d3f0a', 'maya'],
    ['the contact of snom', 'sip:1003@192.0.2.7:2048;line=k3ul0b1x', '1003'],
    ['the contact of baresip', 'sip:maya-0x55d0c8a0b2c0@192.0.2.7:5060', 'maya'],
    ['the contact of sipML5', 'sip:1003@df7jal23ls0d.invalid;rtcweb-breaker=no;transport=ws', '1003'],
    ['the contact of an account with two names', 'sip:maya.okafor@k3.invalid;transport=wss', 'maya.okafor'],
  ])('is readable in %s', (_what, uri, user) => {
    expect(shown(uri)).toBe(user);
  });

  it.each([
    ['the contact of JsSIP', 'sip:o78utq2k@t2j7uid98don.invalid;transport=ws'],
    ['the same without digits', 'sip:kqzvbwhp@t2j7uid98don.invalid;transport=ws'],
    ['the same behind Asterisk', 'sip:o78utq2k@192.0.2.7:57988;transport=ws;ob'],
    ['the contact of SIP.js', 'sip:4fk3m1qa@192.0.2.202;transport=ws'],
    ['a temporary GRUU', 'sip:tgruu.7hs==jd7vnzga5w7fajsc7-ajd6fabz0f8g5@pbx.example.org;gr'],
    ['a temporary GRUU with a short user', 'sip:k3ul0b1x@pbx.example.org;gr'],
    ['a UUID', 'sip:f81d4fae-7dec-11d0-a765-00a0c91e6bf6@pbx.example.org'],
    ['a long hexadecimal number', 'sip:9b2f4c1d8e7a6053@pbx.example.org'],
    ['a long mixed token', 'sip:conf7x9k2m4q8w1z5t3r6@pbx.example.org'],
    ['a number that is longer than any', 'sip:83648593847593847@pbx.example.org'],
    ['the contact of Asterisk', 'sip:asterisk@192.0.2.7:5060'],
    ['the contact of FreeSWITCH', 'sip:mod_sofia@192.0.2.7:5060'],
    ['a contact without a user', 'sip:127.0.0.1:8089;transport=ws'],
  ])('is nobody in %s', (_what, uri) => {
    expect(shown(uri)).toBe('');
  });

  it('is never more than was written', () => {
    const user = fc.string({ unit: 'binary', maxLength: 40 });
    const rest = fc.constantFrom('', ';ob', ';gr', ';gr=x', ';transport=ws', ':5060');
    const host = fc.constantFrom('pbx.example.org', '192.0.2.7', 'x.invalid', '[2001:db8::1]', '');
    fc.assert(
      fc.property(user, host, rest, (name, where, more) => {
        const uri = `sip:${name}@${where}${more}`;
        expect(name.startsWith(readableUser(name, uri))).toBe(true);
      }),
    );
  });
});

describe('a party', () => {
  it('keeps its name, and loses the address that nobody can read or call', () => {
    const party = {
      uri: 'sip:o78utq2k@x.invalid',
      user: 'o78utq2k',
      displayName: 'Carol',
      claim: 'name',
    } as const;
    expect(readableParty(party, `${party.uri};transport=ws`)).toEqual({ ...party, uri: '', user: '' });
  });
});
