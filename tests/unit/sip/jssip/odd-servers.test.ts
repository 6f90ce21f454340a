// Servers that nobody would build on purpose, and that are met all the same: no loop, no lost registration, no call dialled twice.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createResponse } from '../../../../server/sip/response.ts';
import { serializeMessage } from '../../../../server/sip/serialize-message.ts';
import { MemoryNetwork } from '../../../doubles/sip/memory-network.ts';
import { SERVER, TestPhone } from '../../../doubles/sip/test-phone.ts';
import { installFakeWebRtc } from '../../../doubles/sip/webrtc/install.ts';
import { isQuery, requestsTo, serve, wellBehaved, type Answer } from './support/odd-server.ts';
import { settle } from './support/pair.ts';

const MINUTE = 60_000;
const SECOND = 'wss://pbx2.example.org/sip';

let network: MemoryNetwork;
let phone: TestPhone;

beforeEach(() => {
  vi.useFakeTimers();
  installFakeWebRtc();
  network = new MemoryNetwork();
  vi.stubGlobal('WebSocket', network.WebSocket);
});

afterEach(async () => {
  const stopped = phone.userAgent.stop();
  await settle(3000);
  await stopped;
  await settle(MINUTE);
  expect(vi.getTimerCount(), 'timers after sign-out').toBe(0);
  expect(phone.problems).toEqual([]);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function start(servers: readonly [string, ...string[]] = [SERVER], ms = 1000): Promise<void> {
  phone = new TestPhone('1001', servers);
  phone.userAgent.start();
  await settle(ms);
}

const registers = (url?: string): number => requestsTo(network, 'REGISTER', url).length;
const lastRegistration = (): string | undefined =>
  phone.kinds().findLast((kind) => kind === 'registered' || kind === 'registrationFailed');

describe('a better server that', () => {
  /** On the lesser server, while the better one has just come up. */
  const startOnLesser = async (better: Answer, lesser = wellBehaved): Promise<void> => {
    network.set(SERVER, 'refuses');
    serve(network, SERVER, (request, connection) =>
      request.method === 'REGISTER' ? better : wellBehaved(request, connection),
    );
    serve(network, SECOND, lesser);
    await start([SERVER, SECOND], 5000);
    network.set(SERVER, 'accepts');
  };

  it.each<[string, Answer]>([
    ['403', 403],
    ['503', 503],
    ['503 with Retry-After', [503, [['Retry-After', '3600']]]],
    ['nothing', 'silent'],
  ])('answers our REGISTER with %s costs nothing of what the lesser one gave', async (_name, better) => {
    await startOnLesser(better);
    await settle(60 * MINUTE);
    expect(network.open().map(({ url }) => url)).toEqual([SECOND]);
    const times = network.wire
      .filter(({ url, data }) => url === SECOND && /^REGISTER [\s\S]*^contact:/imu.test(String(data)))
      .map(({ atMs }) => atMs);
    const gaps = times.map((atMs, index) => (times[index + 1] ?? Date.now()) - atMs);
    expect(Math.max(...gaps), 'between two REGISTERs').toBeLessThan(600_000);
    expect(phone.kinds()).not.toContain('registrationFailed');
    expect(lastRegistration()).toBe('registered');
    expect(registers(SERVER), 'it is not hammered').toBeLessThan(8);
  });

  it('opens and says nothing makes no other connection to the one that we are on', async () => {
    await startOnLesser('silent');
    serve(network, SERVER, () => 'silent', 'silent');
    await settle(10 * MINUTE);
    expect(network.connections.filter(({ url }) => url === SECOND)).toHaveLength(1);
  });

  it('accepts us while somebody is being called leaves the call where it is', async () => {
    await startOnLesser(200, (request, connection) => {
      if (request.method === 'INVITE') connection.send(serializeMessage(createResponse(request, 180)));
      return wellBehaved(request, connection);
    });
    serve(network, SERVER, wellBehaved);
    network.delay(SERVER, 400);
    for (let waited = 0; waited < 200_000 && registers(SERVER) === 0; waited += 100) await settle(100);
    phone.call('1002');
    await settle(20_000);
    expect(requestsTo(network, 'INVITE')).toHaveLength(1);
    expect(requestsTo(network, 'CANCEL')).toEqual([]);
    expect(network.open().map(({ url }) => url)).toEqual([SECOND]);
    expect(lastRegistration()).toBe('registered');
    expect(registers(SECOND)).toBe(2);
  });
});

describe('a server that refuses', () => {
  it.each([
    ['says no more', 'silent'],
    ['refuses the question too', 403],
  ] as const)('with 403, closes the connection and %s is not asked every second', async (_name, query) => {
    serve(network, SERVER, (request, connection) => {
      if (request.method !== 'REGISTER') return 200;
      setTimeout(() => {
        connection.close();
      }, 20);
      return isQuery(request) ? query : 403;
    });
    await start();
    await settle(4 * MINUTE);
    expect(registers()).toBeLessThan(3);
    expect(lastRegistration()).toBe('registrationFailed');
  });
});
