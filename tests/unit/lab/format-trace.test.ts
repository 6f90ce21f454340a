// Recorded SIP as the text of tests/fixtures/traces: what is written whole, what is left out, and what is compared.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatTrace, shapesOf } from '../../lab/traces/format-trace.ts';
import { kindOf, withoutSecrets, type SipFrame } from '../../lab/traces/sip-frame.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/traces');

function frame(direction: SipFrame['direction'], ...lines: readonly string[]): SipFrame {
  return { atMs: 12, socket: 1, user: '1001', direction, text: [...lines, '', ''].join('\r\n') };
}

const ringing = frame('received', 'SIP/2.0 180 Ringing', 'CSeq: 7 INVITE', 'Call-ID: a');
const invite = frame(
  'sent',
  'INVITE sip:1002@pbx.lab.test SIP/2.0',
  'CSeq: 7 INVITE',
  'Authorization: Digest username="1001", response="abc"',
);
const answer = frame('received', 'SIP/2.0 200 OK', 'CSeq: 7 INVITE', 'Content-Length: 5', '', 'v=0', 's=-');
const keepAlive: SipFrame = { ...ringing, text: '\r\n\r\n' };

describe('a recorded trace', () => {
  it('writes ours as a first line, and never a digest', () => {
    const text = formatTrace('What it is.', [{ title: 'one', frames: [invite] }]);
    expect(text).toBe(
      'What it is.\n\n=== one\n    12 1001/1 > INVITE sip:1002@pbx.lab.test SIP/2.0   (7 INVITE)\n',
    );
  });

  it("writes the server's own whole three times, then its first line", () => {
    const text = formatTrace('', [{ title: 'one', frames: [ringing, ringing, ringing, ringing] }]);
    expect(text.match(/^ {4}Call-ID: a$/gmu)).toHaveLength(3);
    expect(text).toContain('    12 1001/1 < SIP/2.0 180 Ringing   (7 INVITE)');
  });

  it('writes a description once a scene, however often it was seen before', () => {
    const frames = [answer, answer, answer, answer];
    const text = formatTrace('', [
      { title: 'one', frames },
      { title: 'two', frames },
    ]);
    expect(text.match(/^ {4}v=0$/gmu)).toHaveLength(4);
  });

  it('writes keep-alives as such', () => {
    expect(formatTrace('', [{ title: 'one', frames: [keepAlive] }])).toContain('1001/1 < [CRLF]');
  });

  it('is compared by what the server sends of itself', () => {
    const ping = frame('received', 'SIP/2.0 200 Alive', 'CSeq: 3 OPTIONS');
    const bye = frame('received', 'BYE sip:x@y.invalid SIP/2.0', 'CSeq: 9 BYE');
    const frames = [ringing, ringing, ringing, ringing, answer, ping, keepAlive, bye];
    expect(shapesOf(formatTrace('', [{ title: 'one', frames }]))).toEqual({
      one: ['BYE', 'SIP/2.0 180 Ringing (INVITE)', 'SIP/2.0 200 OK (INVITE)'],
    });
  });
});

describe('one frame', () => {
  it.each([
    [ringing, '180 to INVITE'],
    [answer, '200 to INVITE with SDP'],
    [invite, 'INVITE'],
  ])('%# is of its kind', (one, kind) => {
    expect(kindOf(one)).toBe(kind);
  });

  it('loses digests and keys', () => {
    const text = 'Authorization: Digest username="a", response="secret"\r\na=crypto:1 X inline:c2VjcmV0|2^31';
    expect(withoutSecrets(text)).toBe('Authorization: Digest ...\r\na=crypto:1 X inline:...|2^31');
  });
});

describe.each(readdirSync(FOLDER))('%s', (name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');

  it('has scenes, each with something of the server', () => {
    const shapes = Object.values(shapesOf(text));
    expect(shapes.length).toBeGreaterThan(3);
    for (const each of shapes) expect(each).not.toEqual([]);
  });

  it('holds no digest response and no password', () => {
    expect(text).not.toMatch(/response="|secret-\d|^\s*(?:Proxy-)?Authorization: Digest (?!\.\.\.)/mu);
  });
});
