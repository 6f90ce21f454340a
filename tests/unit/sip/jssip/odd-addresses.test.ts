// Whatever addresses a message carries, it is taken like any other, and what goes back is what came, letter by letter: in our answers, in
// Request-URI, Route and To of our own requests, and in the digest over them.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { headerOf, headersOf, type SipRequest, type SipResponse } from '../../../../server/sip/message.ts';
import { oddAddress, oddHost, oddParams, oddUri } from '../../../doubles/sip/odd-addresses.ts';
import { media } from '../../../doubles/sip/test-phone.ts';
import { settle } from './support/pair.ts';
import { ANSWER, OFFER, Wire } from './support/wire.ts';

let wire: Wire;
let contact = '';
let count = 0;

beforeEach(async () => {
  vi.useFakeTimers();
  wire = new Wire();
  await wire.start();
  ({ contact } = wire);
});

afterEach(async () => {
  await wire.stop();
});

interface Odd {
  readonly from: string;
  readonly to: string;
  readonly contact: string;
  readonly via: string;
  readonly callId: string;
  readonly routes: readonly string[];
}

const odd: fc.Arbitrary<Odd> = fc.record({
  from: fc.tuple(oddAddress, fc.constantFrom('a', 'A-1.~')).map(([address, tag]) => `${address};tag=${tag}`),
  to: fc.tuple(oddAddress, oddParams).map(([address, params]) => address + params),
  contact: fc.tuple(oddUri, oddParams).map(([uri, params]) => `<${uri}>${params}`),
  via: fc
    .tuple(oddHost, fc.constantFrom('', ':5060', ';received=2001:db8::1;rport=5', ';rport;x="a;b"'))
    .map(([host, rest]) => `SIP/2.0/WSS ${host}${rest}`),
  callId: fc.constantFrom('1@1af019b2ba08', 'a b', '<x>', 'ü@x', '"q"@[::1]', 'x@y@z', '{%}'),
  routes: fc.array(
    fc.tuple(oddUri, oddParams).map(([uri, params]) => `<${uri}>${params}`),
    { maxLength: 3 },
  ),
});

/** The same with a Call-ID that was not used before. */
const fresh = (odds: Odd): Odd => ({ ...odds, callId: `${String(++count)}${odds.callId}` });
const uriIn = (address: string): string => /<([^>]*)>/u.exec(address)?.[1] ?? '';
/** Without white space about separators, which means nothing (RFC 3261 7.3.1). */
const lined = (value: string): string => value.trim();

function send(startLine: string, method: string, headers: readonly string[], body = ''): void {
  const type = body === '' ? [] : ['Content-Type: application/sdp'];
  wire.peer.send(
    [startLine, ...headers, ...type, `Content-Length: ${String(Buffer.byteLength(body))}`, '', body].join(
      '\r\n',
    ),
  );
}

const request = (method: string, odds: Odd, cseq: number, to = odds.to): string[] => [
  `Via: ${odds.via};branch=z9hG4bKodd${String(++count)}`,
  `From: ${odds.from}`,
  `To: ${to}`,
  `Call-ID: ${odds.callId}`,
  `CSeq: ${String(cseq)} ${method}`,
  'Max-Forwards: 70',
];

function expectEcho(response: SipResponse, sent: readonly string[]): void {
  const told = (name: string): string =>
    sent.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
  expect(headersOf(response, 'Via')).toEqual([lined(told('Via'))]);
  for (const name of ['From', 'Call-ID', 'CSeq']) expect(headerOf(response, name)).toBe(lined(told(name)));
  expect(headerOf(response, 'To')?.startsWith(lined(told('To')))).toBe(true);
}

/** The address without a name in quotes, which may hold brackets too. */
const unnamed = (address: string): string => address.replace(/^"(?:[^"\\]|\\.)*"/u, '');

/** Runs with any odd addresses, each time in a call that nothing is known of. */
async function forAny(scenario: (odds: Odd) => Promise<void>, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(odd, async (given) => {
      wire.phone.forget();
      wire.peer.forget();
      await scenario(fresh(given));
    }),
    { numRuns },
  );
}

/** Lets a call come; returns the headers of its INVITE. */
async function rings(odds: Odd): Promise<readonly string[]> {
  const invite = [
    ...request('INVITE', odds, 1),
    `Contact: ${odds.contact}`,
    ...odds.routes.map((route) => `Record-Route: ${route}`),
  ];
  send(`INVITE ${contact} SIP/2.0`, 'INVITE', invite, OFFER);
  await settle(20);
  return invite;
}

describe('a call that comes', () => {
  it('with any addresses rings, is answered and ended by the far side', async () => {
    await forAny(async (odds) => {
      const invite = await rings(odds);
      wire.phone.ringing.answer(media());
      const ok = await wire.peer.nextResponse('INVITE', 200);
      expectEcho(ok, invite);
      expect(headersOf(ok, 'Record-Route')).toEqual(odds.routes);
      const to = headerOf(ok, 'To') ?? '';
      send(`ACK ${contact} SIP/2.0`, 'ACK', request('ACK', odds, 1, to));
      const bye = request('BYE', odds, 2, to);
      send(`BYE ${contact} SIP/2.0`, 'BYE', bye);
      await settle(20);
      expectEcho(await wire.peer.nextResponse('BYE', 200), bye);
      expect(wire.last(wire.phone.ringing)).toMatchObject({ kind: 'terminated', end: { by: 'remote' } });
      expect(wire.phone.problems).toEqual([]);
    }, 150);
  });

  it('with any addresses is ended from here by a request that goes where it came from', async () => {
    await forAny(async (odds) => {
      await rings(odds);
      const session = wire.phone.ringing;
      session.answer(media());
      const to = headerOf(await wire.peer.nextResponse('INVITE', 200), 'To') ?? '';
      send(`ACK ${contact} SIP/2.0`, 'ACK', request('ACK', odds, 1, to));
      await settle(20);
      session.terminate();
      const bye = await wire.peer.nextRequest('BYE');
      expect(bye.uri).toBe(uriIn(odds.contact));
      expect(headersOf(bye, 'Route')).toEqual(odds.routes);
      expect(uriIn(headerOf(bye, 'To') ?? '')).toBe(uriIn(unnamed(odds.from)));
      expect(uriIn(headerOf(bye, 'From') ?? '')).toBe(uriIn(unnamed(odds.to)));
      wire.peer.respond(bye, 200);
      await settle(20);
      expect(wire.phone.problems).toEqual([]);
    }, 150);
  });
});

describe('a call of ours', () => {
  /** A response whose To, Contact and routes are odd. */
  function respond(
    invite: SipRequest,
    startLine: string,
    odds: Odd,
    extra: readonly string[] = [],
    body = '',
  ): void {
    const own = ['Via', 'From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${headerOf(invite, name) ?? ''}`);
    send(`SIP/2.0 ${startLine}`, 'INVITE', [...own, `To: ${odds.to};tag=far`, ...extra], body);
  }

  it('is taken by any addresses, acknowledged and ended where they say', async () => {
    await forAny(async (odds) => {
      const { session, invite } = await wire.calls();
      const routes = odds.routes.map((route) => `Record-Route: ${route}`);
      respond(invite, '180 Ringing', odds, [`Contact: ${odds.contact}`]);
      await settle(20);
      expect(wire.kindsOf(session)).toContain('ringing');
      respond(invite, '200 OK', odds, [`Contact: ${odds.contact}`, ...routes], ANSWER);
      const ack = await wire.peer.nextRequest('ACK');
      await settle(20);
      session.terminate();
      for (const own of [ack, await wire.peer.nextRequest('BYE')]) {
        expect(own.uri).toBe(uriIn(odds.contact));
        expect(headersOf(own, 'Route')).toEqual([...odds.routes].reverse());
        expect(uriIn(headerOf(own, 'To') ?? '')).toBe(uriIn(unnamed(odds.to)));
      }
      expect(wire.phone.problems).toEqual([]);
    }, 150);
  });

  it('that is refused by any addresses ends, and the refusal is acknowledged to whom it names', async () => {
    await forAny(async (odds) => {
      const { session, invite } = await wire.calls();
      respond(invite, '486 Busy Here', odds);
      const ack = await wire.peer.nextRequest('ACK');
      await settle(20);
      expect(headerOf(ack, 'To')).toBe(lined(`${odds.to};tag=far`));
      expect(wire.last(session)).toMatchObject({ kind: 'terminated', end: { cause: 'busy' } });
    }, 100);
  });
});
