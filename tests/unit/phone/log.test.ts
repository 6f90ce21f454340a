import { describe, expect, it } from 'vitest';
import { Log, redact } from '../../../src/phone/log.ts';

describe('the log', () => {
  it.each([
    ['Authorization: Digest username="1001", nonce="abc", response="0123"', ['abc', '0123']],
    ['a=ice-pwd:verysecret\r\na=mid:0', ['verysecret']],
    ['a=crypto:1 AES inline:key', ['inline:key']],
    ['{"password":"hunter2","credential":"turnsecret"}', ['hunter2', 'turnsecret']],
    ['wss://pbx.example.org/ws?token=tok123', ['tok123']],
    ['opened #provision=eyJ2ZXJzaW9u', ['eyJ2']],
    ['opened #setup=abcdefghij-_0123456789 then', ['abcdefghij']],
    ['opened #sealed=1.600000.c2FsdA.bm9uY2U.c2VhbGVk', ['c2FsdA', 'c2VhbGVk']],
    ['password: plain', ['plain']],
  ])('keeps no secret of %j', (text, secrets) => {
    for (const secret of secrets) expect(redact(text)).not.toContain(secret);
  });

  it('says what an entry is about, in one order with all others', () => {
    const log = new Log(() => 1, 3);
    const ofCall = log.about({ accountId: 'work' }).about({ callId: 'mine' });
    log.add('info', 'a');
    ofCall.problem('b', new Error('c'));
    log.add('info', 'd');
    ofCall.add('info', 'e');
    const subject = { accountId: 'work', callId: 'mine' };
    expect(log.entries).toEqual([
      { atMs: 1, level: 'error', text: 'b: Error: c', ...subject },
      { atMs: 1, level: 'info', text: 'd' },
      { atMs: 1, level: 'info', text: 'e', ...subject },
    ]);
  });

  it('leaves the rest readable', () => {
    expect(redact('INVITE sip:600@example.org SIP/2.0')).toBe('INVITE sip:600@example.org SIP/2.0');
    expect(redact('a=ice-pwd:x\r\na=mid:0')).toContain('a=mid:0');
  });

  it('keeps the last entries only', () => {
    const log = new Log(() => 7, 3);
    for (const text of ['a', 'b', 'c', 'd']) log.add('info', text);
    expect(log.entries.map((entry) => entry.text)).toEqual(['b', 'c', 'd']);
    expect(log.entries[0]).toEqual({ atMs: 7, level: 'info', text: 'b' });
  });

  it('tells a problem with its causes', () => {
    const log = new Log(() => 0);
    log.problem('storage', new Error('outer', { cause: new TypeError('inner') }));
    expect(log.entries[0]?.text).toBe('storage: Error: outer <- TypeError: inner');
  });
});
