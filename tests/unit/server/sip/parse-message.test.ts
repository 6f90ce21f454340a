import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  headerOf,
  headersOf,
  withHeader,
  withoutTopHeader,
  withTopHeader,
} from '../../../../server/sip/message.ts';
import { parseMessage } from '../../../../server/sip/parse-message.ts';
import { serializeMessage } from '../../../../server/sip/serialize-message.ts';

const lines = (...text: string[]): string => text.join('\r\n');

describe('the SIP parser', () => {
  it('reads a request with compact, folded and listed headers', () => {
    const message = parseMessage(
      lines(
        'invite sip:1002@demo.test SIP/2.0',
        'v: SIP/2.0/WS a.invalid;branch=z9hG4bK1, SIP/2.0/WS b.invalid;branch=z9hG4bK2',
        'f: "Doe, Jane" <sip:1001@demo.test>;tag=a',
        't: <sip:1002@demo.test>',
        'i: abc',
        'cseq: 1',
        '  INVITE',
        'm: "a, b" <sip:x@y.invalid>, <sip:z@y.invalid>',
        'l: 4',
        '',
        'body and more',
      ),
    );
    expect(message).toMatchObject({
      kind: 'request',
      method: 'INVITE',
      uri: 'sip:1002@demo.test',
      body: 'body',
    });
    if (message === undefined) return;
    expect(headersOf(message, 'Via')).toHaveLength(2);
    expect(headersOf(message, 'Contact')).toEqual(['"a, b" <sip:x@y.invalid>', '<sip:z@y.invalid>']);
    expect(headerOf(message, 'CSeq')).toBe('1 INVITE');
    expect(headerOf(message, 'From')).toBe('"Doe, Jane" <sip:1001@demo.test>;tag=a');
  });

  it('reads a response without a reason', () => {
    expect(parseMessage('SIP/2.0 200\r\nVia: SIP/2.0/WS a;branch=z\r\n\r\n')).toMatchObject({
      status: 200,
      reason: '',
    });
  });

  it('counts Content-Length in octets', () => {
    const text = 'MESSAGE sip:a@b SIP/2.0\r\nContent-Length: 6\r\n\r\ngrüß!';
    expect(parseMessage(text)?.body).toBe('grüß');
  });

  it.each([
    ['nothing', ''],
    ['no blank line', 'OPTIONS sip:a SIP/2.0\r\nVia: x'],
    ['another version', 'OPTIONS sip:a SIP/3.0\r\n\r\n'],
    ['a header without a colon', 'OPTIONS sip:a SIP/2.0\r\nnonsense\r\n\r\n'],
    ['a body shorter than promised', 'OPTIONS sip:a SIP/2.0\r\nContent-Length: 9\r\n\r\nabc'],
    ['a length that is no number', 'OPTIONS sip:a SIP/2.0\r\nContent-Length: -1\r\n\r\n'],
    ['an HTTP request', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['too many headers', `OPTIONS sip:a SIP/2.0\r\n${'X: y\r\n'.repeat(201)}\r\n`],
  ])('refuses %s', (_, text) => {
    expect(parseMessage(text)).toBeUndefined();
  });

  it('reads back whatever the serializer writes', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/);
    const body = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(word, word, body, (name, value, content) => {
        const headers = [['Via', `SIP/2.0/WS ${name};branch=${value}`] as const, ['X-Thing', value] as const];
        const original = {
          kind: 'request',
          method: 'MESSAGE',
          uri: `sip:${name}@a.b`,
          headers,
          body: content,
        } as const;
        const read = parseMessage(serializeMessage(original));
        expect(read).toMatchObject({
          method: 'MESSAGE',
          uri: original.uri,
          body: Buffer.from(content).toString(),
        });
        expect(read && headerOf(read, 'X-Thing')).toBe(value);
      }),
    );
  });

  it('does not let a value smuggle in another header', () => {
    const text = serializeMessage({
      kind: 'response',
      status: 200,
      reason: 'OK\r\nX: 1',
      headers: [['A', 'b\r\nC: d']],
      body: '',
    });
    expect(text.split('\r\n').filter((line) => /^(C|X):/.test(line))).toEqual([]);
  });
});

describe('header rewriting', () => {
  const message = {
    kind: 'response',
    status: 200,
    reason: '',
    headers: [
      ['Via', '1'],
      ['To', 'x'],
      ['Via', '2'],
    ],
    body: '',
  } as const;

  it('puts a header on top and takes the topmost away', () => {
    expect(headersOf(withTopHeader(message, 'Via', '0'), 'Via')).toEqual(['0', '1', '2']);
    expect(headersOf(withoutTopHeader(message, 'Via'), 'Via')).toEqual(['2']);
  });

  it('sets a header in the place of the first', () => {
    expect(withHeader(message, 'Via', '9').headers).toEqual([
      ['Via', '9'],
      ['To', 'x'],
    ]);
  });
});
