import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactSip } from '../../../../src/sip/trace/redact-sip.ts';
import { mutate, seeded } from '../../../doubles/mutate.ts';

const message = (head: readonly string[], body = '', type = 'application/sdp'): string =>
  [
    ...head,
    ...(body === '' ? [] : [`Content-Type: ${type}`]),
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    '',
    body,
  ].join('\r\n');

const INVITE = ['INVITE sip:600@example.org SIP/2.0', 'Call-ID: abc', 'CSeq: 1 INVITE'];
const bodyOf = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4);

describe('a redacted message', () => {
  it('keeps of Digest what was asked of whom, and hides every proof and unknown field', () => {
    const line =
      'Authorization: Digest username="1001", realm="r, s", nonce="N1", uri="sip:e", response="R1", ' +
      'cnonce="C1", nc=00000001, qop=auth, opaque="O1", novel=V1';
    const clean = redactSip(message([...INVITE, line]));
    expect(clean).toContain(
      'Authorization: Digest username="1001", realm="r, s", nonce="***", uri="sip:e", response="***", ' +
        'cnonce="***", nc=00000001, qop=auth, opaque="***", novel="***"\r\n',
    );
  });

  it.each([
    ['Authorization: Bearer abc.def', 'Authorization: Bearer ***'],
    ['proxy-authorization:  Novel abc def="ghi"', 'proxy-authorization:  Novel ***'],
    ['Authorization: abc', 'Authorization: ***'],
    ['Authorization: Digest nonce="abc', 'Authorization: Digest ***'],
    [
      'WWW-Authenticate: Digest realm="r",\r\n nonce="abc"',
      'WWW-Authenticate: Digest realm="r", nonce="***"',
    ],
    ['Authentication-Info: nextnonce="abc", qop=auth', 'Authentication-Info: nextnonce="***", qop=auth'],
    ['X-Access-Token: Novel abc', 'X-Access-Token: ***'],
    ['Contact: <sip:1001:abc@h;lr>', 'Contact: <sip:1001:***@h;lr>'],
    ['Contact: <sip:1001:ab@c@h>', 'Contact: <sip:1001:***@h>'],
    ['Call-Info: <https://h/card?t=abc>', 'Call-Info: <https://h/card?***>'],
    ['Contact: <sip:1001@h;token=abc;lr>', 'Contact: <sip:1001@h;token=***;lr>'],
    ['X-Note: "password": "abc', 'X-Note: "password": ***'],
    ['Identity: eyJhbGci.abc_d.e-f;info=<x>', 'Identity: ***;info=<x>'],
  ])('of %j leaves %j', (line, left) => {
    expect(redactSip(message([...INVITE, line]))).toContain(`\r\n${left}\r\n`);
  });

  it.each([
    'Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bK5;rport',
    'Contact: <sip:1001@10.0.0.1:5060;transport=ws>;+sip.instance="<urn:uuid:1>"',
    'Route: <sip:10.0.0.1:5060;lr>, <sip:1001@10.0.0.2:5061;lr>',
    'Refer-To: <sip:2@h?Replaces=a%40b%3Bto-tag%3D1>',
  ])('leaves %j as it is', (line) => {
    expect(redactSip(message([...INVITE, line]))).toContain(`\r\n${line}\r\n`);
  });

  it('hides the keys of SDP and keeps the rest, under a Content-Length that stays true', () => {
    const sdp =
      'v=0\r\na=ice-ufrag:u\r\na=ice-pwd:VERYSECRETVALUE\r\na=crypto:1 AES inline:KEY\r\nk=clear:K2\r\na=mid:0\r\n';
    const clean = redactSip(message(INVITE, sdp));
    expect(bodyOf(clean)).toHaveLength(sdp.length);
    expect(clean).toMatch(/a=ice-ufrag:u\r\na=ice-pwd:\*{15}\r\na=crypto:\*+\r\nk=\*+\r\na=mid:0\r\n$/u);
  });

  it.each([
    ['a MESSAGE', ['MESSAGE sip:1@h SIP/2.0'], 'text/plain', 'Grüße 👋'],
    ['a MESSAGE that claims to be SDP', ['MESSAGE sip:1@h SIP/2.0'], 'application/sdp', 'PIN 4711'],
    ['an answer to MESSAGE', ['SIP/2.0 200 OK', 'CSeq: 1 MESSAGE'], 'application/sdp', 'PIN 4711'],
    ['INFO with keys', ['INFO sip:1@h SIP/2.0'], 'application/dtmf-relay', 'Signal=4\r\nDuration=160'],
    ['INFO with a key', ['INFO sip:1@h SIP/2.0'], 'application/dtmf', '4'],
    ['an unknown kind', INVITE, 'application/novel', 'v=0\r\na=mid:0'],
    ['a packed body', [...INVITE, 'e: gzip'], 'application/sdp', 'v=0\r\n'],
    ['two kinds', [...INVITE, 'c: text/plain'], 'application/sdp', 'v=0\r\n'],
  ] as const)('hides the whole body of %s', (_, head, type, body) => {
    const hidden = bodyOf(redactSip(message(head, body, type)));
    expect(hidden).toBe('*'.repeat(Buffer.byteLength(body)));
  });

  it('hides a body that says nothing of its kind, and headers within one', () => {
    expect(redactSip('INFO sip:1@h SIP/2.0\n\n4')).toBe('INFO sip:1@h SIP/2.0\n\n*');
    const sipfrag = 'SIP/2.0 401 No\r\nWWW-Authenticate: Novel abc';
    expect(bodyOf(redactSip(message(INVITE, sipfrag, 'message/sipfrag')))).toBe(
      'SIP/2.0 401 No\r\n***************************',
    );
  });

  it('leaves a pulse and the empty text alone', () => {
    for (const text of ['', '\r\n', '\r\n\r\n']) expect(redactSip(text)).toBe(text);
  });
});

// Secrets that can not stand in a message by chance.
const secret = fc
  .stringMatching(/^[A-Za-z0-9+/!~]{6,24}$/u)
  .map((text) => `Zq9${text.replace(/[^\w+/~!]/gu, '')}x`);
const newline = fc.constantFrom('\r\n', '\n');
const cases = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.toUpperCase(),
);

/** Lines of a head, each with one secret in it. */
const LINES: readonly ((s: string) => string)[] = [
  (s) => `Authorization: Digest username="u", realm="r", nonce="n", uri="sip:h", response="${s}"`,
  (s) => `Authorization: Digest response=${s}, username="u"`,
  (s) => `Proxy-Authorization: Digest nonce = "${s}",cnonce="${s}"`,
  (s) => `WWW-Authenticate: Digest realm="a \\" b", opaque="${s}", stale=FALSE`,
  (s) => `Proxy-Authenticate: Digest realm="r",\r\n\tnonce="${s}"`,
  (s) => `Authentication-Info: rspauth="${s}", nextnonce="${s}"`,
  (s) => `Authorization: Bearer ${s}`,
  (s) => `Authorization: ${s}`,
  (s) => `Proxy-Authorization: Novel a="${s}", ${s}`,
  (s) => `X-Api-Key: ${s}`,
  (s) => `Cookie: id=${s}`,
  (s) => `Contact: <sip:1001:${s}@h:5060;lr>`,
  (s) => `Route: sips:1001:${s}@h`,
  (s) => `Call-Info: <https://h/x?access=${s}>`,
  (s) => `Alert-Info: <wss://u:${s}@h/x>`,
  (s) => `X-Any: access_token=${s}`,
  (s) => `X-Any: pwd=${s}`,
  (s) => `Contact: <sip:1001@h>;pass="${s}"`,
  (s) => `X-Any: a;key=${s}`,
  (s) => `Refer-To: <sip:1002@h?Replaces=a%3Bto-tag%3Db&Authorization=${s}>`,
  (s) => `Refer-To: <sip:1002@h?body=${s}>`,
];
const BODIES: readonly (readonly [string, (s: string) => string])[] = [
  ['application/sdp', (s) => `v=0\r\na=ice-pwd:${s}\r\na=mid:0\r\n`],
  ['application/sdp', (s) => `v=0\na=crypto:1 AES_CM inline:${s}|2^20\n`],
  ['application/sdp;x=y', (s) => `v=0\r\nk=base64:${s}\r\n`],
  ['application/trickle-ice-sdpfrag', (s) => `a=ice-pwd:${s}\r\na=end-of-candidates`],
  ['application/dtmf-relay', (s) => `Signal=${s}\r\nDuration=160\r\n`],
  ['application/dtmf', (s) => s],
  ['text/plain', (s) => `the code is ${s}`],
  ['message/cpim', (s) => `From: x\r\n\r\n${s}`],
  ['multipart/mixed;boundary=b', (s) => `--b\r\n\r\n${s}\r\n--b--`],
  ['message/sipfrag', (s) => `SIP/2.0 200 OK\r\nX: y\r\n\r\n${s}`],
  ['message/sipfrag;version=2.0', (s) => `SIP/2.0 200 OK\r\nAny: ${s}`],
  ['message/sipfrag', (s) => `SIP/2.0 401 x\r\nAuthorization: Digest response="${s}"`],
];

describe('for every message', () => {
  const start = fc.constantFrom(
    'INVITE sip:600@h SIP/2.0',
    'SIP/2.0 401 Unauthorized',
    'MESSAGE sip:1@h SIP/2.0',
    'rubbish',
  );

  it('no secret in a head survives, wherever it stands and however lines end', () => {
    fc.assert(
      fc.property(
        start,
        fc.array(fc.tuple(fc.constantFrom(...LINES), secret), { minLength: 1, maxLength: 5 }),
        newline,
        cases,
        (first, parts, end, change) => {
          const lines = parts.map(([line, hidden]) => {
            const written = line('SECRET');
            const name = written.slice(0, written.indexOf(':'));
            return (change(name) + written.slice(name.length)).replaceAll('SECRET', () => hidden);
          });
          const clean = redactSip([first, ...lines, '', ''].join(end));
          for (const [, hidden] of parts) expect(clean).not.toContain(hidden);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('no secret in a body survives, and Content-Length stays true', () => {
    fc.assert(
      fc.property(start, fc.constantFrom(...BODIES), secret, (first, [type, body], hidden) => {
        const text = body(hidden);
        const clean = redactSip(message([first], text, type));
        expect(clean).not.toContain(hidden);
        const told = Number(/Content-Length: (\d+)/u.exec(clean)?.[1]);
        expect(Buffer.byteLength(bodyOf(clean))).toBe(told);
      }),
      { numRuns: 2000 },
    );
  });

  it('doing it twice changes nothing more, damaged messages included, and nothing throws', () => {
    const random = seeded(20261125);
    const whole = LINES.map((line) => line('s3cr3t!')).join('\r\n');
    for (let round = 0; round < 4000; round += 1) {
      const [type, body] = BODIES[round % BODIES.length]!;
      const text = message([...INVITE, whole], body('s3cr3t!'), type);
      const once = redactSip(mutate(Buffer.from(text), random).toString());
      expect(redactSip(once)).toBe(once);
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const once = redactSip(text);
        expect(redactSip(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['one long word', 'a'.repeat(60_000)],
    ['a field name without end', `Authorization: Digest ${'a'.repeat(60_000)}`],
    ['quotes', `Authorization: Digest ${'a="'.repeat(20_000)}`],
    ['addresses', 'sip:'.repeat(15_000)],
    ['tokens', 'eyJ-'.repeat(15_000)],
    ['equals', 'nonce='.repeat(10_000)],
    ['spaces', `nonce${' '.repeat(60_000)}`],
    ['blank', `token:"${'\\'.repeat(60_000)}`],
    ['folds', `Authorization: ${'\r\n '.repeat(20_000)}`],
  ])('takes no longer than it must: %s', (_, text) => {
    const startedAt = performance.now();
    redactSip(text);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});
