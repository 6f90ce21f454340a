import { describe, expect, it } from 'vitest';
import { MESSAGE_LIMIT, keepable, traceEntry } from '../../../../src/sip/trace/trace-entry.ts';
import { SERVER, sipText } from '../../../doubles/sip-messages.ts';

const entry = (text: string): ReturnType<typeof traceEntry> =>
  traceEntry(7, { atMs: 1, direction: 'in', server: SERVER, text });

describe('an entry', () => {
  it('knows a request', () => {
    const text = sipText({ start: 'INVITE sip:1002@h SIP/2.0', cseq: '12 INVITE' });
    expect(entry(text)).toEqual({
      id: 7,
      atMs: 1,
      direction: 'in',
      server: SERVER,
      text,
      kind: 'request',
      topic: 'call',
      method: 'INVITE',
      status: undefined,
      reason: '',
      cseq: 12,
      sipCallId: 'call-a',
      from: '1001',
      to: '1002',
    });
  });

  it('knows a response by the method it answers', () => {
    const text = sipText({ start: 'SIP/2.0 486 Busy Here', cseq: '3 INVITE' });
    expect(entry(text)).toMatchObject({
      kind: 'response',
      method: 'INVITE',
      status: 486,
      reason: 'Busy Here',
    });
  });

  it.each([
    ['REGISTER', 'registration'],
    ['OPTIONS', 'keepAlive'],
    ['BYE', 'call'],
    ['MESSAGE', 'other'],
  ])('takes %s for %s, asked or answered', (method, topic) => {
    for (const start of [`${method} sip:h SIP/2.0`, 'SIP/2.0 200 OK'])
      expect(entry(sipText({ start, cseq: `1 ${method}` })).topic).toBe(topic);
  });

  it.each(['\r\n\r\n', '\r\n', ''])('takes %j for a keep-alive', (text) => {
    expect(entry(text)).toMatchObject({ kind: 'pulse', topic: 'keepAlive', method: '' });
  });

  it('reads compact headers, bare LF and addresses without a user', () => {
    expect(
      entry(
        'BYE sip:h SIP/2.0\ni: x@y\nf: "a <b>" <sips:h.example:5061>;tag=1\nt: tel:+15550100\nCSeq: 2 BYE\n\n',
      ),
    ).toMatchObject({ sipCallId: 'x@y', from: 'h.example', to: '+15550100', cseq: 2 });
  });

  it.each(['rubbish', 'GET / HTTP/1.1', 'SIP/2.0 abc', '\0\u2028:', 'CSeq: 99999999999999 X\r\n:\r\n'])(
    'keeps %j without understanding it',
    (text) => {
      expect(entry(text)).toMatchObject({ kind: 'unreadable', topic: 'other' });
    },
  );
});

describe('what may be kept', () => {
  const kept = (text: string, server = SERVER): ReturnType<typeof keepable> =>
    keepable({ atMs: 1, direction: 'out', server, text });

  it('has no secrets, in the address of the server neither', () => {
    const clean = kept('SIP/2.0 401 No\r\nAuthorization: Bearer abc\r\n\r\n', 'wss://u:pw@h/ws?token=abc#x');
    expect(clean.server).toBe('wss://u:***@h/ws');
    expect(clean.text).toBe('SIP/2.0 401 No\r\nAuthorization: Bearer ***\r\n\r\n');
  });

  it('carries nothing that it was not asked for', () => {
    expect(Object.keys(keepable({ ...kept(''), kind: 'messageSeen' } as never))).toEqual([
      'atMs',
      'direction',
      'server',
      'text',
    ]);
  });

  it('is cut between lines, so that no half of a secret stays', () => {
    const filler = `X: ${'y'.repeat(MESSAGE_LIMIT - 40)}\r\n`;
    expect(kept(`${filler}Contact: <sip:1001:hunter2hunter2hunter2@h>\r\n`).text).toBe(filler);
    expect(kept('z'.repeat(MESSAGE_LIMIT + 1)).text).toBe('');
  });
});
