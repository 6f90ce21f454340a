import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertedIdentity, namedParty } from '../../../../src/sip/wire/asserted-identity.ts';

const said = (headers: Readonly<Record<string, readonly string[]>>): ReturnType<typeof assertedIdentity> =>
  assertedIdentity((name) => headers[name] ?? [], 'pbx.example.org');
const pai = (...values: string[]): ReturnType<typeof assertedIdentity> =>
  said({ 'P-Asserted-Identity': values });

describe('who the server says is there', () => {
  it('is read from P-Asserted-Identity, as Asterisk sends it', () => {
    expect(pai('"Carol Connected" <sip:1999@localhost>')).toEqual({
      uri: 'sip:1999@localhost',
      user: '1999',
      displayName: 'Carol Connected',
    });
  });

  it('is read from Remote-Party-ID, as Asterisk sends it', () => {
    const value = '"Carol Connected" <sip:1999@localhost>;party=called;privacy=off;screen=no';
    expect(said({ 'Remote-Party-ID': [value] })).toMatchObject({
      user: '1999',
      displayName: 'Carol Connected',
    });
  });

  it('stays private where that is asked for', () => {
    expect(said({ 'Remote-Party-ID': ['"Carol" <sip:1999@x>;party=calling;privacy=full'] })).toBeUndefined();
    const asserted = ['"Carol" <sip:1999@x>'];
    expect(said({ 'P-Asserted-Identity': asserted, Privacy: ['id'] })).toBeUndefined();
    expect(said({ 'P-Asserted-Identity': asserted, Privacy: ['user;id ; critical'] })).toBeUndefined();
    expect(said({ 'P-Asserted-Identity': asserted, Privacy: ['none'] })?.displayName).toBe('Carol');
  });

  it.each([
    ['<sip:1999@x;user=phone>', { uri: 'sip:1999@x', user: '1999', displayName: '' }],
    ['sip:1999@x', { uri: 'sip:1999@x', user: '1999', displayName: '' }],
    ['Carol <sips:carol@x:5061>', { uri: 'sip:carol@x:5061', user: 'carol', displayName: 'Carol' }],
    ['"Do, Re \\"Mi\\"" <sip:1@x>', { uri: 'sip:1@x', user: '1', displayName: 'Do, Re "Mi"' }],
    ['<tel:+15550100>', { uri: 'sip:+15550100@pbx.example.org', user: '+15550100', displayName: '' }],
    ['"Café" <sip:caf%C3%A9@x>', { uri: 'sip:caf%C3%A9@x', user: 'café', displayName: 'Café' }],
    [
      '<sip:+15550100;npdi;phone-context=+1@x;user=phone>',
      { uri: 'sip:+15550100@x', user: '+15550100', displayName: '' },
    ],
    [
      '<sip:7042;cpc=ordinary;phone-context=a.example:secret@x;user=phone>',
      { uri: 'sip:7042;phone-context=a.example@x', user: '7042', displayName: '' },
    ],
    ['sip:+1555;npdi;rn=+1999@x;tag=5', { uri: 'sip:+1555@x', user: '+1555', displayName: '' }],
    ['<sip:%e9t%e9@x>', { uri: 'sip:%C3%A9t%C3%A9@x', user: 'été', displayName: '' }],
    ['<sip:100%@pbx_1.>', { uri: 'sip:100%25@pbx_1.', user: '100%', displayName: '' }],
    [
      '<tel:7042;phone-context=a.example>',
      { uri: 'sip:7042;phone-context=a.example@pbx.example.org', user: '7042', displayName: '' },
    ],
    ['<sip:1999:secret@x>', { uri: 'sip:1999@x', user: '1999', displayName: '' }],
    ['<sip:1999@[2001:db8::1]:5061>', { uri: 'sip:1999@[2001:db8::1]:5061', user: '1999', displayName: '' }],
    ['"A \\"<b>\\" c" <sip:1@x>', { uri: 'sip:1@x', user: '1', displayName: 'A "<b>" c' }],
    ['<sip:1@1af019b2ba08>', { uri: 'sip:1@1af019b2ba08', user: '1', displayName: '' }],
  ])('reads %s', (value, party) => {
    expect(pai(value)).toEqual(party);
  });

  it('prefers the value that has a name, in one line or in two', () => {
    expect(pai('<tel:+15550100>, "Carol" <sip:carol@x>')?.displayName).toBe('Carol');
    expect(pai('<sip:carol@x>', '"Carol" <tel:+15550100>')?.displayName).toBe('Carol');
  });

  it('is nobody where it can’t be read, or is longer than any name', () => {
    expect(pai('', '<', '"', '<sip:>', 'urn:service:sos', `"${'x'.repeat(5000)}" <sip:1@x>`)).toBeUndefined();
    expect(namedParty(undefined, 'x')).toBeUndefined();
  });

  it('never throws, and takes time by its length alone', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (text) => {
        pai(text);
        namedParty(text, 'x');
      }),
    );
    const startMs = performance.now();
    for (const pump of ['"', '<', ',', '\\"', '<sip:', '"a" ']) pai(pump.repeat(100_000));
    expect(performance.now() - startMs).toBeLessThan(2000);
  });
});
