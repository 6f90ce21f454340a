// Text from the wire costs time in proportion to its length, however it is made.
import { describe, expect, it } from 'vitest';
import { createEdge } from '../../../../server/personality/edge/create-edge.ts';
import { PERSONALITIES } from '../../../../server/personality/catalogue.ts';
import { parseDigestCredentials } from '../../../../server/sip/digest.ts';
import { parseNameAddr } from '../../../../server/sip/name-addr.ts';
import { parseMessage } from '../../../../server/sip/parse-message.ts';
import { isSameTarget, parseSipUri } from '../../../../server/sip/uri.ts';
import { parseVia } from '../../../../server/sip/via.ts';

const LENGTH = 60_000;
const PUMPS = [
  '<',
  '>',
  '"',
  '\\',
  ',',
  ';',
  ' ',
  '\t',
  '=',
  '@',
  ':',
  '.',
  '<sip:',
  'a',
  '<sip:a@',
  ';a=',
  ', ',
  '\r\n ',
];
/** For a machine that is busy; the quadratic ones took seconds. */
const MOST_MS = 400;

const pumped = (pump: string): string => pump.repeat(Math.floor(LENGTH / pump.length));

function message(name: string, value: string): string {
  return (
    `INVITE sip:1002@demo.test SIP/2.0\r\nVia: SIP/2.0/WS a;branch=z9hG4bKa\r\nFrom: <sip:1001@demo.test>;tag=a\r\n` +
    `To: <sip:1002@demo.test>\r\nCall-ID: a\r\nCSeq: 1 INVITE\r\n${name}: ${value}\r\n\r\n`
  );
}

function msOf(work: () => unknown): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}

describe.each(PUMPS)('a header full of %j', (pump) => {
  const text = pumped(pump);

  it.each([
    ['SIP URI', parseSipUri],
    ['name and address', parseNameAddr],
    ['Via', parseVia],
    ['digest', parseDigestCredentials],
    ['signed URI', (value: string) => isSameTarget(value, value)],
  ] as const)('is read as a %s without a wait', (_, read) => {
    for (const value of [
      text,
      `sip:${text}`,
      `SIP/2.0/WS ${text} x`,
      `Digest ${text}`,
      `<sip:a@b>;tag=${text}`,
    ])
      expect(msOf(() => read(value))).toBeLessThan(MOST_MS);
  });

  it('is taken and passed on by every personality without a wait', () => {
    for (const { costume } of PERSONALITIES) {
      if (costume === undefined) continue;
      const edge = createEdge(costume);
      const flow = { user: '1001', address: '127.0.0.1', port: 5 };
      for (const name of ['Contact', 'To', 'Supported', 'Via'])
        expect(
          msOf(() => {
            edge.fromPhone(message(name, text), flow);
            edge.toPhone(message(name, text), flow);
          }),
        ).toBeLessThan(MOST_MS);
    }
  });
});

it('a message over 64 kB is none', () => {
  expect(parseMessage(message('Subject', 'x'.repeat(65_000)))).toBeDefined();
  expect(parseMessage(message('Subject', 'x'.repeat(66_000)))).toBeUndefined();
});
