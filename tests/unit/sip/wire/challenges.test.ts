// Challenges as text, for requests that this phone may come to send: a callee's are taken out whatever it answers (RFC 3261 22.2).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Challenges } from '../../../../src/sip/wire/challenges.ts';
import { digestsOf, formatChallenge } from '../../../../src/sip/wire/digest-challenge.ts';
import { OwnRealms } from '../../../../src/sip/wire/own-realms.ts';
import { headerValues, parseHead, type SipHead } from '../../../../src/sip/wire/sip-message.ts';

const request = (method: string, branch: string, more = ''): string =>
  `${method} sip:1002@pbx.example.org SIP/2.0\r\nVia: SIP/2.0/WSS a.invalid;branch=${branch}\r\n` +
  `Call-ID: c\r\nCSeq: 7 ${method}\r\n${more}\r\n`;

function answer(status: number, method: string, branch: string, headers: readonly string[] = []): SipHead {
  const lines = [
    `SIP/2.0 ${String(status)} Whatever`,
    `Via: SIP/2.0/WSS a.invalid;branch=${branch}`,
    'Call-ID: c',
    `CSeq: 7 ${method}`,
    ...headers,
  ];
  const head = parseHead(`${lines.join('\r\n')}\r\n\r\n`);
  if (head === undefined) throw new Error('no message');
  return head;
}

const digest = (realm: string): string => `Digest realm="${realm}", nonce="n", qop="auth"`;

/** What is left of a challenge to this request, at a server whose registrar asked in the realm `pbx`. */
function left(
  status: 401 | 407,
  method: string,
  realm: string,
  before: readonly number[] = [],
): readonly string[] {
  const realms = new OwnRealms('pbx.example.org');
  const challenges = new Challenges(realms);
  challenges.outgoing(request('REGISTER', 'r', `Authorization: ${digest('pbx')}\r\n`));
  challenges.incoming(answer(200, 'REGISTER', 'r'));
  challenges.outgoing(request(method, 'b'));
  for (const each of before) challenges.incoming(answer(each, method, 'b'));
  const name = status === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate';
  const seen = challenges.incoming(answer(status, method, 'b', [`${name}: ${digest(realm)}`]));
  return [...headerValues(seen, 'www-authenticate'), ...headerValues(seen, 'proxy-authenticate')];
}

const METHODS = [
  'INVITE',
  'BYE',
  'MESSAGE',
  'REFER',
  'INFO',
  'UPDATE',
  'SUBSCRIBE',
  'NOTIFY',
  'OPTIONS',
  'PUBLISH',
];

describe.each(METHODS)('a challenge to %s', (method) => {
  it('in another realm is taken out', () => {
    expect(left(401, method, 'evil')).toEqual([]);
    expect(left(407, method, 'evil')).toEqual([]);
  });

  it('in the realm of the registrar stays, by the server or a proxy', () => {
    expect(left(401, method, 'pbx')).toEqual([digest('pbx')]);
    expect(left(407, method, 'pbx')).toEqual([digest('pbx')]);
  });

  it('after a provisional answer beyond 100 is taken out, whatever its realm', () => {
    expect(left(401, method, 'pbx', [100])).toEqual([digest('pbx')]);
    expect(left(401, method, 'pbx', [100, 180])).toEqual([]);
    expect(left(407, method, 'pbx', [183])).toEqual([]);
  });
});

describe('a challenge', () => {
  it('to a REGISTER is answered in any realm: nobody else gets it', () => {
    expect(left(401, 'REGISTER', 'renamed')).toEqual([digest('renamed')]);
  });

  it('to a request that was never sent, or to another method than was sent, is taken out', () => {
    const challenges = new Challenges(new OwnRealms('pbx.example.org'));
    challenges.outgoing(request('REGISTER', 'r'));
    const headers = [`WWW-Authenticate: ${digest('x')}`];
    expect(
      headerValues(challenges.incoming(answer(401, 'REGISTER', 'other', headers)), 'www-authenticate'),
    ).toEqual([]);
    expect(
      headerValues(challenges.incoming(answer(401, 'INVITE', 'r', headers)), 'www-authenticate'),
    ).toEqual([]);
  });

  it('reads again as it was judged, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('ab"\\=, \trealm<>;é')), maxLength: 60 }),
        (text) => {
          for (const challenge of digestsOf(`Digest realm="pbx", ${text}`)) {
            const again = digestsOf(formatChallenge(challenge, false));
            expect(again).toHaveLength(1);
            expect(again[0]?.realm).toBe(challenge.realm);
            expect(formatChallenge(challenge, false)).not.toMatch(/\\/u);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});
