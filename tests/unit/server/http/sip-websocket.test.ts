// Who may open a WebSocket to the PBX, and who keeps it when others want it too.
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { SipClient } from '../support/sip-client.ts';
import { passwordOf, startSipServer, type TestServer } from '../support/sip-server.ts';

const SECRET = 'the secret of this run';
const PATIENT = { timeout: 10_000 };

let server: TestServer;
afterEach(() => server.stop());

/** 101, or the status of the refusal. */
function upgrade(headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${String(server.port)}/sip`, 'sip', { headers });
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_, { statusCode }) => {
      resolve(statusCode ?? 0);
    });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
  });
}

const isOpen = ({ socket }: SipClient): boolean => socket.readyState === WebSocket.OPEN;

async function signedIn(user: string): Promise<SipClient> {
  const phone = await SipClient.open(server.port, user);
  expect(await phone.register(passwordOf(user))).toBe(200);
  return phone;
}

describe('a page that opens a WebSocket', () => {
  const fromGateway = { 'X-Bothways-Gateway': SECRET };

  it.each<[string, number, Record<string, string>]>([
    ['no page at all', 101, {}],
    ['the page of this address', 101, { Origin: 'http://127.0.0.1:8080', Host: '127.0.0.1:8080' }],
    [
      'its own page by another name of this machine',
      101,
      { Origin: 'http://localhost:8080', Host: '127.0.0.1:8080' },
    ],
    [
      'its own page by a name that was allowed',
      101,
      { Origin: 'http://demo.example:8080', Host: '127.0.0.1:8080' },
    ],
    [
      'a page at another address, same port',
      403,
      { Origin: 'http://203.0.113.9:8080', Host: '127.0.0.1:8080' },
    ],
    ['another site', 403, { Origin: 'https://evil.example' }],
    ['another port of this machine', 403, { Origin: 'http://127.0.0.1:1', Host: '127.0.0.1:2' }],
    ['a page without an origin of its own', 403, { Origin: 'null' }],
    ['a name pointed at this machine', 403, { Origin: 'http://evil.example', Host: 'evil.example' }],
    ['a name pointed at this machine, without Origin', 403, { Host: 'evil.example' }],
    ['an origin that was allowed', 101, { Origin: 'https://phone.example' }],
    ['an allowed origin by another scheme', 403, { Origin: 'http://phone.example' }],
    ['a host name that was allowed', 101, { Origin: 'https://demo.example', Host: 'demo.example' }],
    [
      'forged forwarding',
      403,
      { Origin: 'http://localhost', Host: 'evil.example', 'X-Forwarded-Host': 'localhost' },
    ],
    [
      'forged forwarding with a guessed secret',
      403,
      { Host: 'evil.example', 'X-Forwarded-Host': 'localhost', 'X-Bothways-Gateway': 'guess' },
    ],
    [
      'the demo’s own web server in front',
      101,
      { ...fromGateway, Origin: 'https://localhost:8080', 'X-Forwarded-Host': 'localhost:8080' },
    ],
    [
      'another site through the demo’s own web server',
      403,
      { ...fromGateway, Origin: 'https://evil.example', 'X-Forwarded-Host': 'localhost:8080' },
    ],
  ])('%s: %i', async (_, status, headers) => {
    server = await startSipServer(
      {},
      {
        allowedHosts: ['demo.example'],
        allowedOrigins: ['https://phone.example'],
        gatewaySecret: SECRET,
      },
    );
    expect(await upgrade(headers)).toBe(status);
  });
});

describe('a full house', () => {
  it('ends the oldest socket that has proven nothing, never one that is registered', async () => {
    server = await startSipServer({}, { places: { most: 4, mostUnproven: 4 } });
    const phones = [await signedIn('1001'), await signedIn('1002')];
    const idle = [await SipClient.open(server.port, '1'), await SipClient.open(server.port, '2')];
    const late = await signedIn('1003');
    await expect.poll(() => idle.map(isOpen), PATIENT).toEqual([false, true]);
    expect([...phones, late].map(isOpen)).toEqual([true, true, true]);
  });

  it('turns newcomers away where every place is a registered phone’s', async () => {
    server = await startSipServer({}, { places: { most: 2, mostUnproven: 2 } });
    const phones = [await signedIn('1001'), await signedIn('1002')];
    expect(await upgrade({})).toBe(503);
    phones[0]?.close();
    await expect.poll(() => upgrade({}), PATIENT).toBe(101);
    expect(phones[1] && isOpen(phones[1])).toBe(true);
  });

  it('is nobody’s who holds 299 idle sockets: they share the few of their address', async () => {
    server = await startSipServer({}, { places: { most: 300, mostUnproven: 5 } });
    const idle: SipClient[] = [];
    for (let count = 0; count < 299; count++) idle.push(await SipClient.open(server.port, 'x'));
    await signedIn('1001');
    await expect.poll(() => idle.filter(isOpen).length, PATIENT).toBeLessThanOrEqual(5);
  });
});

it('a socket whose phone has not registered in time is closed; one that has stays', async () => {
  server = await startSipServer({}, { places: { deadlineMs: 300 } });
  const phone = await signedIn('1001');
  const idle = await SipClient.open(server.port, '1002');
  const wrong = await SipClient.open(server.port, '1003');
  expect(await wrong.register('wrong')).toBe(403);
  await expect.poll(() => [idle, wrong].map(isOpen), PATIENT).toEqual([false, false]);
  phone.sendRaw('\r\n\r\n');
  await expect.poll(() => phone.raw, PATIENT).toContain('\r\n');
});

it('a message over 64 kB ends its socket, and the next phone is served', async () => {
  server = await startSipServer();
  const phone = await signedIn('1001');
  phone.send('MESSAGE', { uri: 'sip:1002@demo.test', body: 'x'.repeat(66_000) });
  await expect.poll(() => isOpen(phone), PATIENT).toBe(false);
  await signedIn('1002');
});
