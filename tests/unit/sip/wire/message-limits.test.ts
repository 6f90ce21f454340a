// Nothing that arrives is longer than a screen or a store can take; what is refused is answered, and waited for by nobody.
import { describe, expect, it } from 'vitest';
import { Challenges } from '../../../../src/sip/wire/challenges.ts';
import { judgeInbound } from '../../../../src/sip/wire/inbound-rules.ts';
import { listValues, parameterOf } from '../../../../src/sip/wire/list-values.ts';
import {
  LONGEST_MESSAGE,
  LONGEST_NAME,
  readable,
  shortened,
} from '../../../../src/sip/wire/message-limits.ts';
import { OwnRealms } from '../../../../src/sip/wire/own-realms.ts';
import { boundedParty, callerOf, isSameAddress, peerAgrees } from '../../../../src/sip/wire/party.ts';
import { namedParty } from '../../../../src/sip/wire/asserted-identity.ts';

const judge = (text: string): ReturnType<typeof judgeInbound> =>
  judgeInbound(readable(text), new Challenges(new OwnRealms('pbx.example.org')));

function message(startLine: string, method: string, extra: readonly string[] = [], body = ''): string {
  return [
    startLine,
    'Via: SIP/2.0/WSS a.invalid;branch=z9hG4bKx',
    'From: <sip:a@b.example>;tag=1',
    `To: <sip:c@d.example>${startLine.startsWith('SIP/') ? ';tag=2' : ''}`,
    'Call-ID: x',
    `CSeq: 1 ${method}`,
    ...extra,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    '',
    body,
  ].join('\r\n');
}

const LARGE = 'a'.repeat(LONGEST_MESSAGE);

describe('a message that is too large', () => {
  it.each([
    ['by one header', [`X-Much: ${LARGE}`], ''],
    ['by its body', [], LARGE],
    ['by one header of 20 kB', [`X-Much: ${'a'.repeat(20_000)}`], ''],
    ['by many headers', Array.from({ length: 300 }, (_, at) => `X-${String(at)}: 1`), ''],
  ])('is refused %s, and listed as a call that came', (_name, extra, body) => {
    const verdict = judge(message('INVITE sip:a@b SIP/2.0', 'INVITE', extra, body));
    expect(verdict).toMatchObject({ kind: 'reply', refusedCall: { statusCode: 513 } });
    expect(verdict.kind === 'reply' && verdict.text.length).toBeLessThan(1000);
  });

  it('ends the request that it answers, where it is final; else it is dropped', () => {
    const final = judge(message('SIP/2.0 200 OK', 'INVITE', [`X-Much: ${LARGE}`]));
    expect(final.kind === 'pass' && final.text).toMatch(/^SIP\/2\.0 513 /u);
    expect(judge(message('SIP/2.0 180 Ringing', 'INVITE', [`X-Much: ${LARGE}`])).kind).toBe('drop');
    expect(judge(message('ACK sip:a@b SIP/2.0', 'ACK', [`X-Much: ${LARGE}`])).kind).toBe('drop');
  });

  it('ends the request that it answers, though what was read of it lacks the rest of its body', () => {
    const extra = ['Content-Type: application/sdp', `Content-Length: ${String(2 * LONGEST_MESSAGE)}`];
    const text = message('SIP/2.0 200 OK', 'INVITE', extra) + LARGE + LARGE;
    const final = judge(text);
    expect(final.kind === 'pass' && final.text).toMatch(/^SIP\/2\.0 513 /u);
  });

  it('is never looked at beyond what is read', () => {
    expect(readable(LARGE + LARGE)).toHaveLength(LONGEST_MESSAGE + 1);
  });

  it('is refused for its media sections, at the start of a call and in it', () => {
    const sdp = `v=0\r\n${'m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n'.repeat(1000)}`;
    for (const to of ['To: <sip:c@d>', 'To: <sip:c@d>;tag=2'])
      for (const method of ['INVITE', 'UPDATE']) {
        const text = message(`${method} sip:a@b SIP/2.0`, method, [], sdp).replace(/^To: .*$/mu, to);
        expect(judge(text)).toMatchObject({
          kind: 'reply',
          text: expect.stringMatching(/^SIP\/2\.0 488 /u) as string,
        });
      }
  });
});

describe('texts', () => {
  it('are shortened between characters', () => {
    expect(shortened('abc', 3)).toBe('abc');
    expect(shortened('abcd', 3)).toBe('ab…');
    expect(shortened('a\u{1F600}bc', 3)).toBe('a…');
  });

  it('of a party are bounded; an address that is too long can’t be called back', () => {
    const digits = '1'.repeat(3000);
    const party = boundedParty({ uri: `sip:${digits}@pbx`, user: digits, displayName: 'n'.repeat(500_000) });
    expect(party.uri).toBe('');
    expect(party.user).toHaveLength(LONGEST_NAME);
    expect(party.displayName).toHaveLength(LONGEST_NAME);
  });

  it('in lists part at separators outside quotes and brackets alone', () => {
    expect(listValues('a, "b, c", <d, e>;f="g,h" , "i')).toEqual(['a', '"b, c"', '<d, e>;f="g,h"', '"i']);
    expect(listValues('"a \\" , b", c')).toEqual(['"a \\" , b"', 'c']);
    expect(parameterOf('"x;tag=no" <sip:a;tag=no@b>;TAG = "yes"', 'tag')).toBe('yes');
    expect(parameterOf('<sip:a@b>', 'tag')).toBeUndefined();
  });
});

describe('who calls', () => {
  const said = { uri: 'sip:1041@bank.example', user: '1041', displayName: 'Your Bank' };
  const asserted = { uri: 'sip:1007@pbx.example', user: '1007', displayName: 'Ann' };

  it('is what the server asserts, else a claim; a name alone may be a claim too', () => {
    expect(callerOf(said, undefined)).toEqual({ ...said, claim: 'all' });
    expect(callerOf(said, asserted)).toEqual(asserted);
    expect(callerOf(said, { ...asserted, displayName: '' })).toEqual({
      ...asserted,
      displayName: 'Your Bank',
      claim: 'name',
    });
  });

  it.each([
    ['sip:1002@pbx', 'SIP:1002@PBX;transport=ws', true],
    ['sip:1002@pbx', 'sip:1003@pbx', false],
    ['sip:1002@demo.example.invalid', 'sip:1002@demo.example.invalid', true],
    ['sip:x@anonymous.invalid', 'sip:x@anonymous.invalid', false],
    ['sip:unavailable@unknown.invalid', 'sip:unavailable@unknown.invalid', false],
    ['sip:x@invalid', 'sip:x@invalid', false],
    ['', '', false],
  ])('is the same for %s and %s: %s', (a, b, same) => {
    expect(isSameAddress(a, b)).toBe(same);
  });

  it('takes a call’s place by agreement of its peer alone', () => {
    const peer = { uri: 'sip:1002@pbx', user: '1002', displayName: '' };
    const other = { ...peer, uri: 'sip:1003@pbx' };
    expect(peerAgrees(peer, peer, undefined)).toBe(true);
    expect(peerAgrees(peer, other, undefined)).toBe(false);
    expect(peerAgrees(peer, other, namedParty('"A" <sip:1002@pbx>;cid=x', 'pbx'))).toBe(true);
    expect(peerAgrees(peer, other, namedParty('<sip:1004@pbx>', 'pbx'))).toBe(false);
    expect(peerAgrees(undefined, other, undefined)).toBe(false);
  });
});
