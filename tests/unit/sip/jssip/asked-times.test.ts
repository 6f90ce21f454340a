// Whatever times a server or a caller asks for, and however often it asks for another try: few messages leave in an hour, and nothing
// that goes on is cut short.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Header, SipRequest } from '../../../../server/sip/message.ts';
import { MemoryNetwork } from '../../../doubles/sip/memory-network.ts';
import { SERVER, TestPhone } from '../../../doubles/sip/test-phone.ts';
import { installFakeWebRtc } from '../../../doubles/sip/webrtc/install.ts';
import { contactIn, isQuery, requestsTo, serve, wellBehaved, type Answer } from './support/odd-server.ts';
import { settle } from './support/pair.ts';
import { LATER_OFFER, Wire } from './support/wire.ts';

const HOUR = 3_600_000;
/** Of one method, in an hour. */
const FEW = 80;
/** Refreshes of the shortest registration, in an hour. */
const REFRESHES = 800;

/** Times that nobody means, or that break a timer, a number or a list. */
/** All of them are tried where no hour passes: wire/asked-times.test.ts. */
const HOSTILE = ['0', '1', '2147483648', '1e100', ''];

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a registrar that', () => {
  let network: MemoryNetwork;
  let phone: TestPhone;

  /** REGISTERs in an hour of a server that answers each so. */
  async function registers(answer: (request: SipRequest, number: number) => Answer): Promise<number> {
    installFakeWebRtc();
    network = new MemoryNetwork();
    vi.stubGlobal('WebSocket', network.WebSocket);
    let number = 0;
    serve(network, SERVER, (request, connection) => {
      if (request.method !== 'REGISTER' || isQuery(request)) return wellBehaved(request, connection);
      number += 1;
      return answer(request, number);
    });
    phone = new TestPhone('1001');
    phone.userAgent.start();
    await settle(HOUR);
    const count = requestsTo(network, 'REGISTER').length;
    expect(phone.problems).toEqual([]);
    const stopped = phone.userAgent.stop();
    await settle(5000);
    await stopped;
    expect(vi.getTimerCount()).toBe(0);
    return count;
  }

  const bare = (request: SipRequest): string => contactIn(request).replace(/;expires=\d+$/u, '');

  it.each(HOSTILE)('grants %j seconds by its contact gets few REGISTERs', async (value) => {
    expect(
      await registers((request) => [200, [['Contact', `${bare(request)};expires=${value}`]]]),
    ).toBeLessThan(REFRESHES);
  });

  it.each(HOSTILE)('grants %j seconds by Expires gets few REGISTERs', async (value) => {
    const answer = (request: SipRequest): Answer => [
      200,
      [
        ['Contact', bare(request)],
        ['Expires', value],
      ],
    ];
    expect(await registers(answer)).toBeLessThan(REFRESHES);
  });

  it.each(HOSTILE)('always wants more, with Min-Expires %j, gets few REGISTERs', async (value) => {
    expect(await registers(() => [423, [['Min-Expires', value]]])).toBeLessThan(FEW);
    expect(phone.kinds()).toContain('registrationFailed');
  });

  it('wants ever more by 423 gets few REGISTERs', async () => {
    expect(
      await registers((_request, number) => [423, [['Min-Expires', String(60 * 2 ** number)]]]),
    ).toBeLessThan(FEW);
  });

  it.each(HOSTILE)('is busy and says Retry-After %j gets few REGISTERs', async (value) => {
    for (const status of [503, 403])
      expect(await registers(() => [status, [['Retry-After', value]]]), String(status)).toBeLessThan(FEW);
  });

  it('calls every nonce stale gets few REGISTERs', async () => {
    const stale = (number: number): Header => [
      'WWW-Authenticate',
      `Digest realm="x", nonce="${String(number)}", qop="auth", stale=true`,
    ];
    expect(await registers((_request, number) => [401, [stale(number)]])).toBeLessThan(FEW);
    expect(
      await registers((_request, number) => [
        number % 2 === 0 ? 407 : 401,
        [stale(number), ['Proxy-Authenticate', stale(number)[1]]],
      ]),
    ).toBeLessThan(FEW);
  });

  it.each(HOSTILE)(
    'asks for a sign of life every %j seconds (Flow-Timer, RFC 5626) is asked as often as any',
    async (value) => {
      const count = await registers((request) => [
        200,
        [
          ['Contact', contactIn(request)],
          ['Flow-Timer', value],
          ['Require', 'outbound'],
        ],
      ]);
      expect(count).toBeLessThan(FEW);
      const pings = network.wire.filter(
        ({ direction, data }) => direction === 'toServer' && String(data) === '\r\n\r\n',
      );
      expect(pings.length).toBeLessThan(HOUR / 5000);
    },
  );
});

describe('in a call', () => {
  let wire: Wire;

  beforeEach(async () => {
    wire = new Wire();
    await wire.start();
  });

  afterEach(async () => {
    await wire.stop();
  });

  /** Answers every request of a method so, for ten minutes; how many came. */
  async function countOf(method: string, status: number, headers: readonly Header[]): Promise<number> {
    const before = wire.peer.requests(method).length;
    let answered = before;
    for (let waited = 0; waited < 600_000; waited += 500) {
      for (const request of wire.peer.requests(method).slice(answered))
        wire.peer.respond(request, status, { headers, toTag: 'far' });
      answered = wire.peer.requests(method).length;
      await settle(500);
    }
    return answered - before;
  }

  const STALE: Header = [
    'Proxy-Authenticate',
    'Digest realm="pbx.example.org", nonce="n", qop="auth", stale=true',
  ];

  it.each<[number, readonly Header[]]>([
    [503, [['Retry-After', '0']]],
    [500, [['Retry-After', '1']]],
    [422, [['Min-SE', '4294967296']]],
    [407, [STALE]],
    [302, [['Contact', '<sip:1002@pbx.example.org>']]],
    [491, []],
  ])('%i to whatever we ask gets few of it, and ends in words', async (status, headers) => {
    const { session } = await wire.talks();
    void session.setHold(true);
    expect(await countOf('INVITE', status, headers)).toBeLessThan(15);
    session.terminate();
    expect(await countOf('BYE', status, headers)).toBeLessThan(10);
    const calling = wire.phone.call('1003');
    expect(await countOf('INVITE', status, headers)).toBeLessThan(5);
    expect(wire.last(calling)).toMatchObject({ kind: 'terminated' });
  });

  it.each(['0', '1', '-1', '2147483648', '1e100', '90;refresher=uac', ''])(
    'Session-Expires: %s sets no timer of ours',
    async (value) => {
      const { session, dialog } = await wire.talks();
      wire.peer.request('INVITE', dialog, {
        body: LATER_OFFER,
        headers: [
          ['Session-Expires', value],
          ['Min-SE', value],
        ],
      });
      await settle();
      const before = wire.peer.seen.length;
      await settle(600_000);
      expect(wire.kindsOf(session)).not.toContain('terminated');
      const asked = wire.peer.seen
        .slice(before)
        .flatMap((one) => (one.kind === 'request' ? [one.method] : []));
      expect(
        asked.filter((method) => method === 'INVITE' || method === 'UPDATE' || method === 'BYE'),
      ).toEqual([]);
    },
  );
});
