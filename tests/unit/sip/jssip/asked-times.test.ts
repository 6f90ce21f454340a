// Whatever times a server or a caller asks for, and however often it asks for another try: few messages leave in an hour, and nothing
// that goes on is cut short.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { headerOf, type Header, type SipRequest } from '../../../../server/sip/message.ts';
import { createResponse } from '../../../../server/sip/response.ts';
import { serializeMessage } from '../../../../server/sip/serialize-message.ts';
import { MemoryNetwork } from '../../../doubles/sip/memory-network.ts';
import { newDialog } from '../../../doubles/sip/peer-dialog.ts';
import { SERVER, TestPhone } from '../../../doubles/sip/test-phone.ts';
import { installFakeWebRtc } from '../../../doubles/sip/webrtc/install.ts';
import { contactIn, isQuery, requestsTo, serve, wellBehaved, type Answer } from './support/odd-server.ts';
import { settle } from './support/pair.ts';
import { ANSWER, OFFER, Wire } from './support/wire.ts';

const HOUR = 3_600_000;
/** Of one method, in an hour. */
const FEW = 80;
/** Refreshes of the shortest registration, in an hour. */
const REFRESHES = 800;

/** Times that nobody means, or that break a timer, a number or a list. */
const HOSTILE = [
  '0',
  '1',
  '-1',
  '2147483648',
  '4294967296',
  '31536000',
  '9'.repeat(400),
  '1e100',
  'NaN',
  'Infinity',
  '',
  '3600;x',
  '5 (busy);duration=3',
  '1, 2, 3',
  '0x10',
  ' 7 ',
];

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
