// Addresses as RFC 3261 allows them and as people send them: what generated tests of kinds of addresses draw from.
import fc from 'fast-check';

const letters = (alphabet: string, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength: 1, maxLength });

/** Container ids, labels that begin or end with digits, hyphens and underscores, a dot at the end, addresses of either family. */
export const oddHost = fc.oneof(
  fc
    .tuple(fc.array(letters('abcXYZ0189_-', 12), { minLength: 1, maxLength: 4 }), fc.constantFrom('', '.'))
    .map(([labels, end]) => labels.join('.') + end),
  fc.constantFrom(
    '1af019b2ba08',
    'pbx.example.org.',
    'my_pbx.local',
    '192.0.2.7',
    '[2001:db8::1]',
    'bücher.example',
    '-',
    '007',
  ),
);

/** Users with parameters, passwords, raw signs, letters beyond ASCII, and escapes that are none. */
export const oddUser = fc.oneof(
  letters('abcDEF0189+-_.!~*()&=$,;?/', 12),
  fc.constantFrom(
    '+1555;npdi;rn=+1999',
    'bob:secret',
    '%FF%FE',
    '100%',
    '#31#555',
    'müller',
    'a%20b',
    '*67',
    '7042;phone-context=+1',
    '%00',
    '𝕊',
  ),
);

const sipUri = fc
  .tuple(
    fc.constantFrom('sip', 'sips', 'SIP'),
    fc.option(oddUser),
    oddHost,
    fc.constantFrom('', ':5060', ':65535'),
    fc.constantFrom('', ';transport=ws', ';lr', ';user=phone;x', ';ob;gr=urn:uuid:1', ';a=%FF'),
  )
  .map(
    ([scheme, user, host, port, params]) =>
      `${scheme}:${user === null ? '' : `${user}@`}${host}${port}${params}`,
  );

export const oddUri = fc.oneof(
  { weight: 4, arbitrary: sipUri },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'tel:+15550100100',
      'tel:7042;phone-context=example.com',
      'urn:service:sos',
      'urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
      'im:ann@example.net',
      'xmpp:ann@example.net/desk',
      'isbn:2983792873',
    ),
  },
);

/** Quoted, with escapes and commas, bare, of any script, empty or none at all. */
const displayName = fc.constantFrom(
  '',
  '"" ',
  '"Ann" ',
  'Ann Example ',
  '"A \\"B\\", C <d>" ',
  'Zoë ',
  '"\\\\" ',
  '\t',
);

/** A name-addr with its brackets. */
export const oddAddress = fc.tuple(displayName, oddUri).map(([name, uri]) => `${name}<${uri}>`);

/** Parameters behind an address. */
export const oddParams = fc.constantFrom(
  '',
  ';x',
  ';x="a;b,c"',
  ';expires=60',
  ';x=1;y',
  ' ; x = 1',
  ';+sip.instance="<urn:uuid:1>"',
);
