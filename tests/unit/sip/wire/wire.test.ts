// The socket's own reading of messages: heads, bodies, answers to REGISTER, pings, and what is kept for another connection.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byeAgain } from '../../../../src/sip/wire/bye-again.ts';
import { Challenges } from '../../../../src/sip/wire/challenges.ts';
import { OwnRealms } from '../../../../src/sip/wire/own-realms.ts';
import { judgeInbound } from '../../../../src/sip/wire/inbound-rules.ts';
import { isCutShort } from '../../../../src/sip/wire/malformed.ts';
import { pingAnswered, requestPing } from '../../../../src/sip/wire/request-ping.ts';
import { keepsBoth, offersOutbound } from '../../../../src/sip/wire/outbound-support.ts';
import { Outbox } from '../../../../src/sip/wire/outbox.ts';
import { registerOutcome } from '../../../../src/sip/wire/register-answer.ts';
import { singleSdp } from '../../../../src/sip/wire/sdp-body.ts';
import {
  branchOf,
  byteLength,
  cseqOf,
  formatHead,
  headerValue,
  headerValues,
  parseHead,
  tagOf,
  withinLength,
  type SipHead,
} from '../../../../src/sip/wire/sip-message.ts';
import { WaysBack } from '../../../../src/sip/wire/ways-back.ts';

const message = (startLine: string, ...headers: string[]): string =>
  `${[startLine, ...headers].join('\r\n')}\r\n\r\n`;
const head = (text: string): NonNullable<ReturnType<typeof parseHead>> => {
  const parsed = parseHead(text);
  if (parsed === undefined) throw new Error('no SIP message');
  return parsed;
};
const request = (method: string, branch: string, cseq = 1, toTag = ';tag=far'): string =>
  message(
    `${method} sip:a@b SIP/2.0`,
    `Via: SIP/2.0/WSS x.invalid;branch=z9hG4bK${branch}`,
    `To: <sip:a@b>${toTag}`,
    'From: <sip:c@b>;tag=us',
    'Call-ID: one',
    `CSeq: ${String(cseq)} ${method}`,
  );
const answer = (status: number, method: string, branch: string): string =>
  message(
    `SIP/2.0 ${String(status)} X`,
    `Via: SIP/2.0/WSS x.invalid;branch=z9hG4bK${branch}`,
    'To: <sip:a@b>;tag=far',
    'From: <sip:c@b>;tag=us',
    'Call-ID: one',
    `CSeq: 1 ${method}`,
  );

describe('a SIP head', () => {
  it('knows who asked for a call by the compact name too (RFC 3892 3)', () => {
    const head = parseHead('INVITE sip:a@b SIP/2.0\r\nB: <sip:c@d>\r\n\r\n');
    expect(head && headerValue(head, 'referred-by')).toBe('<sip:c@d>');
  });

  it('knows compact names, folded lines and repeated headers', () => {
    const parsed = head('INVITE sip:a@b SIP/2.0\r\nv: one\r\nv: two\r\nSubject: a\r\n  b\r\nl: 0\r\n\r\n');
    expect(headerValues(parsed, 'via')).toEqual(['one', 'two']);
    expect(headerValue(parsed, 'subject')).toBe('a b');
    expect(headerValue(parsed, 'content-length')).toBe('0');
  });

  it('keeps a whole body, in whatever somebody counted it, and no more', () => {
    const body = 'v=0\r\ns=Gespräch 📞\r\na=sendonly\r\n';
    const bare = body.replaceAll('\r\n', '\n');
    const read = (text: string, ...lengths: readonly number[]): string =>
      withinLength(
        head(`BYE sip:a SIP/2.0\r\n${lengths.map((each) => `l: ${String(each)}\r\n`).join('')}\r\n${text}`),
      ).body;
    for (const length of [byteLength(body), byteLength(bare), body.length])
      expect(read(body, length)).toBe(body);
    expect(read(body, 0, byteLength(body))).toBe(body);
    expect(read(`${body}BYE sip:a@b SIP/2.0`, byteLength(body))).toBe(body);
    const asLong = (length: number): SipHead =>
      head(`BYE sip:a SIP/2.0\r\nl: ${String(length)}\r\n\r\n${bare}`);
    expect(isCutShort(asLong(byteLength(body)))).toBe(false);
    expect(isCutShort(asLong(byteLength(body) + 1))).toBe(true);
  });

  it('takes branch, tag and CSeq, and none where there is none', () => {
    const parsed = head(request('BYE', '7', 12));
    expect([branchOf(parsed), cseqOf(parsed)]).toEqual(['z9hG4bK7', { number: 12, method: 'BYE' }]);
    expect(tagOf('"x;tag=no" <sip:a;tag=no@b>;tag=yes')).toBe('yes');
    expect(cseqOf(head(message('BYE sip:a SIP/2.0', 'CSeq: many BYE')))).toBeUndefined();
  });

  it('survives its own writing, whatever the body', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (body) => {
        const written = formatHead({ ...head(request('INFO', '1')), body });
        const again = head(written);
        expect(again.body).toBe(body);
        expect(Number(headerValue(again, 'content-length'))).toBe(byteLength(body));
      }),
    );
  });

  it('counts bytes as UTF-8 does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(byteLength(text)).toBe(Buffer.byteLength(text));
      }),
    );
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        judgeInbound(text, new Challenges(new OwnRealms('pbx.example.org')));
        judgeInbound(`INVITE sip:a@b SIP/2.0\r\n${text}`, new Challenges(new OwnRealms('pbx.example.org')));
      }),
    );
  });
});

describe('a message that arrives', () => {
  const verdict = (text: string): ReturnType<typeof judgeInbound> =>
    judgeInbound(text, new Challenges(new OwnRealms('pbx.example.org')));

  it('passes with every header and its body where nothing is wrong with it', () => {
    const text = request('BYE', '1');
    const passed = verdict(text);
    const [before, after] = [parseHead(text), passed.kind === 'pass' ? parseHead(passed.text) : undefined];
    expect(after?.startLine).toBe(before?.startLine);
    expect(after?.body).toBe(before?.body);
    expect(after?.headers).toEqual(expect.arrayContaining([...(before?.headers ?? [])]));
  });

  it('is dropped where it is no SIP at all', () => {
    expect(verdict('<html>')).toEqual({ kind: 'drop' });
  });

  for (const [what, text, status] of [
    ['an unknown scheme', request('INVITE', '1', 1, '').replace('sip:a@b SIP', 'tel:5 SIP'), 416],
    ['another version', request('INVITE', '1').replace('SIP/2.0', 'SIP/7.0'), 505],
    ['a CSeq of another method', request('BYE', '1').replace('1 BYE', '1 INFO'), 400],
    ['a CSeq beyond 31 bits', request('BYE', '1', 2 ** 31), 400],
    ['two Call-IDs', request('INVITE', '1').replace('Call-ID', 'Call-ID: two\r\nCall-ID'), 400],
    ['no From', request('INVITE', '1').replace('From', 'X-From'), 400],
    ['a negative length', request('INVITE', '1').replace('Call-ID', 'Content-Length: -1\r\nCall-ID'), 400],
    [
      'an unknown option',
      request('INVITE', '1').replace('Call-ID', 'Require: replaces, nothing\r\nCall-ID'),
      420,
    ],
  ] as const) {
    it(`with ${what} is answered ${String(status)}`, () => {
      const found = verdict(text);
      expect(found.kind).toBe('reply');
      expect(found.kind === 'reply' ? head(found.text).statusCode : 0).toBe(status);
    });
  }

  it('passes where a header stands twice and says the same', () => {
    expect(verdict(request('INVITE', '1').replace('Call-ID', 'Call-ID: one\r\nCall-ID')).kind).toBe('pass');
  });

  it('is answered as far as it can be where an answer may not find the request', () => {
    for (const text of [
      request('INVITE', '1').replace('Via', 'X-Via'),
      request('BYE', '1').replace('CSeq', 'X-C'),
    ])
      expect(verdict(text)).toMatchObject({
        kind: 'reply',
        text: expect.stringMatching(/^SIP\/2\.0 400 /u) as string,
      });
  });

  it('is answered 400 with the reason, the first of what it repeats, and nothing that it lacks', () => {
    const repeated = request('INVITE', '1', 1, '').replace('Call-ID', 'Call-ID: first\r\nCall-ID');
    const found = verdict(repeated.replace(/From.*\r\n/u, ''));
    const reply = head(found.kind === 'reply' ? found.text : '');
    expect(reply.reasonPhrase).toBe('Missing Header');
    expect(reply.headers.map(([name]) => name)).toEqual(['via', 'to', 'call-id', 'cseq', 'content-length']);
    expect([headerValue(reply, 'call-id'), tagOf(headerValue(reply, 'to'))]).toEqual([
      'first',
      'bothways400',
    ]);
  });

  it('is never answered where it is an ACK', () => {
    expect(verdict(request('ACK', '1').replace('1 ACK', '1 BYE')).kind).toBe('pass');
    expect(verdict(request('ACK', '1').replace('sip:a@b SIP', 'tel:5 SIP')).kind).toBe('pass');
  });
});

describe('the SDP of a body', () => {
  it('is left alone where it is nothing else', () => {
    expect(singleSdp('application/sdp', 'v=0\r\n')).toBeUndefined();
    expect(singleSdp('application/sdp', '')).toBeUndefined();
    expect(singleSdp('text/plain', 'v=0')).toBeUndefined();
    expect(singleSdp(undefined, '')).toBeUndefined();
  });

  it('ends with one line end, which browsers insist on', () => {
    for (const end of ['', '\r\n\r\n', '\n\n', ' \r\n'])
      expect(singleSdp('application/sdp', `v=0\r\na=sendrecv${end}`)).toBe('v=0\r\na=sendrecv\r\n');
    expect(singleSdp('application/sdp; charset=utf-8', 'v=0')).toBe('v=0\r\n');
  });

  it('is known by its type in any spelling, which the stack would not take', () => {
    for (const type of ['Application/SDP', 'application / sdp', 'APPLICATION/SDP;x=y'])
      expect(singleSdp(type, 'v=0\r\n')).toBe('v=0\r\n');
    expect(singleSdp('application/sdpfrag', 'v=0\r\n')).toBeUndefined();
  });

  it('is found among parts, quoted boundaries and bare line ends included', () => {
    const body =
      '--a b\nContent-Type: text/plain\n\nhi\n--a b\nContent-Type: application/sdp\n\nv=0\no=x\n--a b--\n';
    expect(singleSdp('multipart/mixed; boundary="a b"', body)).toBe('v=0\r\no=x\r\n');
  });
});

describe('the ways back', () => {
  const back = new WaysBack();

  it('lead answers where their requests came from, CANCEL apart from INVITE', () => {
    back.note(head(request('INVITE', '1')));
    expect(back.leadsHere(answer(200, 'INVITE', '1'))).toBe(true);
    expect(back.leadsHere(answer(200, 'CANCEL', '1'))).toBe(false);
    expect(back.leadsHere(answer(200, 'INVITE', '2'))).toBe(false);
    expect(back.leadsHere(request('INVITE', '1'))).toBe(false);
  });

  it('are forgotten when the request comes another way, and after 200 more', () => {
    back.note(head(request('INVITE', '5')));
    back.forget(head(request('INVITE', '5')));
    expect(back.leadsHere(answer(200, 'INVITE', '5'))).toBe(false);
    for (let count = 0; count < 200; count += 1) back.note(head(request('OPTIONS', `p${String(count)}`)));
    expect(back.leadsHere(answer(200, 'INVITE', '1'))).toBe(false);
    expect(back.leadsHere(answer(200, 'OPTIONS', 'p0'))).toBe(true);
    back.clear();
    expect(back.leadsHere(answer(200, 'OPTIONS', 'p0'))).toBe(false);
  });
});

describe('an answer to REGISTER', () => {
  const own = { user: 'me', instanceId: 'abc', regId: 1, defaultExpiresSeconds: 600 };
  const outcome = (...headers: string[]): unknown =>
    registerOutcome(head(message('SIP/2.0 200 OK', ...headers)), own);

  it('grants what it says, not what was asked', () => {
    expect(outcome('Contact: <sip:me@x.invalid>;expires=90')).toEqual({
      kind: 'accepted',
      expiresSeconds: 90,
    });
    expect(outcome('Contact: <sip:me@x.invalid>', 'Expires: 45')).toEqual({
      kind: 'accepted',
      expiresSeconds: 45,
    });
    expect(
      outcome('Contact: "a, b" <sip:other@y>;expires=5, <sip:me@x.invalid;expires=1>;expires=70'),
    ).toEqual({
      kind: 'accepted',
      expiresSeconds: 70,
    });
  });

  it('without our contact is a limbo that has a name', () => {
    expect(outcome('Contact: <sip:other@y>;expires=5')).toEqual({ kind: 'notListed' });
    expect(outcome()).toEqual({ kind: 'notListed' });
  });

  it('knows us by our instance where a server rewrote the contact', () => {
    expect(outcome('Contact: <sip:x@nat>;+sip.instance="<urn:uuid:ABC>";expires=60')).toEqual({
      kind: 'accepted',
      expiresSeconds: 60,
    });
  });

  it('is read by the flow that it is about where several are listed (RFC 5626)', () => {
    const contacts = ['Contact: <sip:me@x>;expires=50;+sip.instance="<urn:uuid:abc>";reg-id=2'];
    expect(outcome(...contacts)).toEqual({ kind: 'notListed' });
    contacts.push('Contact: <sip:me@x>;expires=70;+sip.instance="<urn:uuid:abc>";reg-id=1');
    expect(outcome(...contacts)).toEqual({ kind: 'accepted', expiresSeconds: 70 });
  });

  it('tells whether several flows are kept, and whether both are', () => {
    const read = (...headers: string[]): boolean[] => {
      const ok = head(message('SIP/2.0 200 OK', ...headers));
      return [offersOutbound(ok), keepsBoth(ok, 'ABC')];
    };
    const one = 'Contact: <sip:me@x>;+sip.instance="<urn:uuid:abc>";reg-id=1';
    const two = 'Contact: <sip:me@x>;+sip.instance="<urn:uuid:abc>";reg-id=2';
    expect(read(two)).toEqual([false, false]);
    expect(read('Supported: path, Outbound', two)).toEqual([true, false]);
    expect(read('Supported: outbound', one, two)).toEqual([true, true]);
    expect(read('Require: outbound', two)).toEqual([true, true]);
    expect(read('Supported: outbounds', one.replace('abc', 'other'), two)).toEqual([false, false]);
  });

  it('that refuses tells when to come back', () => {
    const text = message('SIP/2.0 503 Busy', 'Retry-After: 30 (maintenance)');
    expect(registerOutcome(head(text), own)).toEqual({
      kind: 'refused',
      statusCode: 503,
      retryAfterSeconds: 30,
    });
  });
});

describe('a ping by OPTIONS', () => {
  it('is known again by its branch', () => {
    const ping = requestPing('OPTIONS', { viaTransport: 'WSS', domain: 'b', username: 'a' }, 'token');
    const sent = head(ping);
    expect(sent.method).toBe('OPTIONS');
    const back = ping.replace(/^.*/u, 'SIP/2.0 404 Not Found');
    expect(pingAnswered(head(back))).toBe('OPTIONS');
    expect(pingAnswered(head(answer(200, 'OPTIONS', 'other')))).toBeUndefined();
  });
});

describe('what is kept for another connection', () => {
  it('is what nobody answered, in order', () => {
    const outbox = new Outbox();
    outbox.sent(request('INFO', '1'), true, 0);
    outbox.sent(request('BYE', '2'), true, 1);
    outbox.heard(head(answer(200, 'INFO', '1')), 5);
    expect(outbox.replay(10).map((text) => text.slice(0, 4))).toEqual(['BYE ']);
  });

  it('is no offer that was sent, and an INVITE that never left', () => {
    const outbox = new Outbox();
    outbox.sent(request('INVITE', '1'), true, 0);
    outbox.sent(request('INVITE', '2'), false, 0);
    outbox.sent(request('INVITE', '3', 1, ''), false, 0);
    expect(outbox.replay(1)).toEqual([request('INVITE', '3', 1, '')]);
    expect(outbox.replay(2), 'once').toEqual([]);
  });

  it('is an answer of ours until the server was heard again', () => {
    const outbox = new Outbox();
    outbox.sent(answer(486, 'INVITE', '1'), true, 0);
    outbox.heard(undefined, 100);
    expect(outbox.size).toBe(1);
    outbox.heard(undefined, 600);
    expect(outbox.size).toBe(0);
  });

  it('is forgotten after 32 s, a BYE after five minutes', () => {
    const outbox = new Outbox();
    outbox.sent(request('INFO', '1'), false, 0);
    outbox.sent(request('BYE', '2'), false, 0);
    expect(outbox.replay(33_000).map((text) => text.slice(0, 3))).toEqual(['BYE']);
    expect(outbox.replay(301_000)).toEqual([]);
  });
});

describe('a BYE sent again', () => {
  it('is a new request', () => {
    const again = head(byeAgain(request('BYE', '5', 9), 1));
    expect(cseqOf(again)).toEqual({ number: 10, method: 'BYE' });
    expect(branchOf(again)).not.toBe('z9hG4bK5');
    expect(branchOf(again).startsWith('z9hG4bK')).toBe(true);
  });
});
