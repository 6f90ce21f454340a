// Servers that nobody would build on purpose, and that are met all the same: no loop, no lost registration, no call dialled twice.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { headerOf } from '../../../../server/sip/message.ts';
import { createResponse } from '../../../../server/sip/response.ts';
import { serializeMessage } from '../../../../server/sip/serialize-message.ts';
import { MemoryNetwork } from '../../../doubles/sip/memory-network.ts';
import { SERVER, TestPhone } from '../../../doubles/sip/test-phone.ts';
import { installFakeWebRtc } from '../../../doubles/sip/webrtc/install.ts';
import {
  contactIn,
  isQuery,
  requestsTo,
  serve,
  wellBehaved,
  type Answer,
  type Rule,
} from './support/odd-server.ts';
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
    // A look at the better one may be under way at this very moment.
    expect(network.open(SECOND)).toHaveLength(1);
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

describe('a successor', () => {
  it.each<[string, Answer]>([
    ['leaves its REGISTER unanswered', 'silent'],
    ['refuses it with 403', 403],
    ['refuses it with 503', 503],
  ])(
    'whose server %s while the old connection falls silent is registered in the end',
    async (_name, first) => {
      let refusals = 0;
      serve(network, SERVER, (request, connection) => {
        if (request.method !== 'REGISTER' || network.connections.length === 1)
          return wellBehaved(request, connection);
        if (isQuery(request)) return 'silent';
        refusals += 1;
        return refusals === 1 ? first : wellBehaved(request, connection);
      });
      await start();
      await settle(5000);
      network.latest(SERVER).goHalfOpen();
      phone.userAgent.probe(false);
      await settle(MINUTE);
      expect(phone.kinds().lastIndexOf('disconnected')).toBeLessThan(phone.kinds().lastIndexOf('connected'));
      await settle(first === 403 ? 7 * MINUTE : 0);
      expect(lastRegistration()).toBe('registered');
      expect(phone.kinds().lastIndexOf('registered')).toBeGreaterThan(
        phone.kinds().lastIndexOf('disconnected'),
      );
    },
  );
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

describe('a server that ends the connection', () => {
  /** WebSockets from `fromMs` on, in milliseconds after the first. */
  const openedAfter = (fromMs: number): number => {
    const [first] = network.wire;
    return network.wire.filter(
      ({ atMs, data }) =>
        atMs - (first?.atMs ?? 0) > fromMs && /^REGISTER [\s\S]*^contact:/imu.test(String(data)),
    ).length;
  };

  it.each([
    ['at CRLF', 'closes', 200],
    ['at OPTIONS', 'answers', 'closes'],
    ['at OPTIONS, and ignores CRLF', 'silent', 'closes'],
    ['at either', 'closes', 'closes'],
  ] as const)('%s is not asked so a third time', async (_name, crlf, options) => {
    const rule: Rule = (request, connection) =>
      request.method === 'OPTIONS' ? options : wellBehaved(request, connection);
    serve(network, SERVER, rule, crlf);
    await start();
    await settle(5 * MINUTE);
    for (let call = 0; call < 3; call += 1) {
      const session = phone.call('1002');
      await settle(30_000);
      session.terminate();
      await settle(MINUTE);
    }
    const before = network.connections.length;
    expect(before).toBeLessThan(7);
    phone.call('1002');
    await settle(10 * MINUTE);
    expect(network.connections).toHaveLength(before);
    expect(lastRegistration()).toBe('registered');
  });

  it('once, with a ping under way, is asked as ever', async () => {
    serve(network, SERVER, wellBehaved);
    await start();
    await settle(MINUTE);
    network.latest(SERVER).stall();
    phone.userAgent.probe(false);
    network.latest(SERVER).drop();
    await settle(MINUTE);
    const from = network.wire.length;
    await settle(MINUTE);
    expect(network.wire.slice(from).filter(({ data }) => data === '\r\n\r\n').length).toBeGreaterThan(1);
    expect(network.connections).toHaveLength(2);
  });

  it('half a second after every registration is left alone for ever longer', async () => {
    serve(network, SERVER, (request, connection) => {
      if (request.method === 'REGISTER' && !isQuery(request))
        setTimeout(() => {
          connection.close();
        }, 500);
      return wellBehaved(request, connection);
    });
    await start();
    await settle(10 * MINUTE);
    expect(openedAfter(5 * MINUTE)).toBeLessThan(40);
  });
});

describe('a slow link', () => {
  it.each([500, 1000, 2000, 3000])(
    'of %i ms there and back costs no second WebSocket',
    async (roundTripMs) => {
      serve(network, SERVER, (request, connection) => {
        if (request.method === 'INVITE') connection.send(serializeMessage(createResponse(request, 180)));
        return wellBehaved(request, connection);
      });
      network.delay(SERVER, roundTripMs / 2);
      await start([SERVER], 10_000);
      await settle(10 * MINUTE);
      phone.call('1002');
      await settle(9 * MINUTE);
      expect(network.connections).toHaveLength(1);
      expect(requestsTo(network, 'INVITE')).toHaveLength(1);
      expect(requestsTo(network, 'CANCEL')).toEqual([]);
    },
  );

  it('to a better server is no reason not to go back to it', async () => {
    network.set(SERVER, 'refuses');
    serve(network, SERVER, wellBehaved);
    serve(network, SECOND, wellBehaved);
    await start([SERVER, SECOND], 5000);
    network.set(SERVER, 'accepts');
    network.delay(SERVER, 800);
    await settle(5 * MINUTE);
    expect(network.open().map(({ url }) => url)).toEqual([SERVER]);
  });
});

describe('a registrar that', () => {
  it('is never content with the expiry that it asked for itself is not asked without end', async () => {
    serve(network, SERVER, (request, connection) =>
      request.method === 'REGISTER' ? [423, [['Min-Expires', '600']]] : wellBehaved(request, connection),
    );
    network.delay(SERVER, 10);
    await start();
    await settle(10 * MINUTE);
    expect(registers()).toBeLessThan(20);
    expect(lastRegistration()).toBe('registrationFailed');
  });

  it('lists what an earlier visit left behind first is read for our own contact', async () => {
    serve(network, SERVER, (request, connection) => {
      if (request.method !== 'REGISTER' || isQuery(request)) return wellBehaved(request, connection);
      const ours = contactIn(request);
      const earlier = ours.replace(/sip:[^@]*@/u, 'sip:earlier@').replace('expires=600', 'expires=3');
      return [200, [['Contact', `${earlier.replace('=3', '=0')}, ${earlier}, ${ours}`]]];
    });
    await start();
    await settle(4 * MINUTE);
    expect(registers()).toBe(1);
    expect(lastRegistration()).toBe('registered');
  });

  it('writes our contact in its own way is told when we sign out', async () => {
    serve(network, SERVER, (request, connection) =>
      request.method !== 'REGISTER' || isQuery(request)
        ? wellBehaved(request, connection)
        : [
            200,
            [
              [
                'm',
                contactIn(request)
                  .replace(/sip:[^@]*@/u, 'sip:REWRITTEN@')
                  .toUpperCase(),
              ],
            ],
          ],
    );
    await start();
    expect(lastRegistration()).toBe('registered');
    const stopped = phone.userAgent.stop();
    await settle(3000);
    await stopped;
    const contacts = requestsTo(network, 'REGISTER').map((request) => headerOf(request, 'Contact'));
    expect(contacts.at(-1)).toContain('expires=0');
  });
});
