// What an attacker of this part found: messages that cost too much, addresses that pass for others.
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { namedParty } from '../../../../src/sip/wire/asserted-identity.ts';
import { byeAgain } from '../../../../src/sip/wire/bye-again.ts';
import { Challenges } from '../../../../src/sip/wire/challenges.ts';
import { judgeInbound, type InboundVerdict } from '../../../../src/sip/wire/inbound-rules.ts';
import { OwnRealms } from '../../../../src/sip/wire/own-realms.ts';
import { isSameAddress, peerAgrees } from '../../../../src/sip/wire/party.ts';
import { branchOf, parseHead } from '../../../../src/sip/wire/sip-message.ts';

/** The stack's own reader, which declares no types. */
const Parser = createRequire(import.meta.url)('jssip/lib/Parser.js') as {
  parseMessage(text: string, ua: object): { getHeaders(name: string): readonly string[] } | undefined;
};

const HEAD = [
  'OPTIONS sip:1001@x SIP/2.0',
  'Via: SIP/2.0/WS p.invalid;branch=z9hG4bKa1',
  'Max-Forwards: 70',
  'From: <sip:1002@x>;tag=1',
  'To: <sip:1001@x>',
  'Call-ID: k',
  'CSeq: 1 OPTIONS',
];
const message = (...more: string[]): string => [...HEAD, ...more, 'Content-Length: 0', '\r\n'].join('\r\n');
const judged = (text: string): InboundVerdict => judgeInbound(text, new Challenges(new OwnRealms('x')));

/** Milliseconds that the whole way to the stack takes, the best of three. */
function costOf(text: string): number {
  const costs = [0, 1, 2].map(() => {
    const began = performance.now();
    const verdict = judged(text);
    if (verdict.kind === 'pass') Parser.parseMessage(verdict.text, {});
    return performance.now() - began;
  });
  return Math.min(...costs);
}
const plain = (length: number): string =>
  message(...Array.from({ length: length / 10_000 }, () => `Subject: ${'x'.repeat(10_000)}`));

describe('a message within the limits', () => {
  it('of lines without a colon costs no more than some dozens of plain ones (8 kB)', () => {
    const lines = Array.from({ length: 2700 }, () => 'a');
    expect(costOf(message(...lines)) / costOf(plain(10_000))).toBeLessThan(50);
  });

  it('of 20 000 lines without a colon does not stop the page for a second', () => {
    const text = message(...Array.from({ length: 20_000 }, () => 'a'));
    expect(text.length).toBeLessThan(65_536);
    const began = performance.now();
    const verdict = judged(text);
    if (verdict.kind === 'pass') Parser.parseMessage(verdict.text, {});
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('of 2700 lines without a colon is refused as one of 2700 headers is', () => {
    expect(judged(message(...Array.from({ length: 2700 }, () => 'a:')))).toMatchObject({ kind: 'reply' });
    expect(judged(message(...Array.from({ length: 2700 }, () => 'a')))).toMatchObject({ kind: 'reply' });
  });

  it.each(['Contact', 'Record-Route'])('of four lines of thousands in %s costs as little', (name) => {
    const line = `${name}: ${'<sip:a@b>,'.repeat(1590)}<sip:a@b>`;
    expect(costOf(message(line, line, line, line)) / costOf(plain(60_000))).toBeLessThan(50);
  });

  it('hides no header from the limits behind a bare line feed before a line end, which ends nothing for the stack', () => {
    const long = `Subject: ${'x'.repeat(20_000)}`;
    expect(judged(message(long))).toMatchObject({ kind: 'reply' });
    const verdict = judged(message('Y: y\n', long));
    const parsed = verdict.kind === 'pass' ? Parser.parseMessage(verdict.text, {}) : undefined;
    const seen = (
      parsed as unknown as { getHeader(name: string): string | undefined } | undefined
    )?.getHeader('subject');
    expect(seen?.length ?? 0).toBeLessThan(16_385);
  });
});

describe('who takes a call’s place', () => {
  it('is the same user at the same host, where the user has parameters too', () => {
    const domain = 'pbx.example.org';
    const peer = namedParty('<sip:+4930123;phone-context=+49@gw.example>', domain);
    const stranger = namedParty('<sip:+4930123;x@evil.example>', domain);
    if (stranger === undefined) throw new Error('nobody');
    expect(peerAgrees(peer, stranger, undefined)).toBe(false);
  });

  it('is not anybody without a name, where the peer has none (RFC 3323 4.1.1.3)', () => {
    const anonymous = namedParty('"Anonymous" <sip:anonymous@anonymous.invalid>', 'pbx.example.org');
    if (anonymous === undefined) throw new Error('nobody');
    expect(peerAgrees(anonymous, anonymous, undefined)).toBe(false);
    expect(isSameAddress('sip:pbx.example.org', 'sip:pbx.example.org')).toBe(false);
  });
});

describe('a BYE that is sent again', () => {
  it('has another branch, though the far side’s contact has a parameter of that name', () => {
    const bye = [
      'BYE sip:far@peer.invalid;branch=z9hG4bKx SIP/2.0',
      'Via: SIP/2.0/WSS a.invalid;branch=z9hG4bK77',
      'CSeq: 2 BYE',
      '\r\n',
    ].join('\r\n');
    const [before, after] = [parseHead(bye), parseHead(byeAgain(bye, 1))];
    if (before === undefined || after === undefined) throw new Error('no message');
    expect(branchOf(after)).not.toBe(branchOf(before));
    expect(after.requestUri).toBe(before.requestUri);
  });
});
