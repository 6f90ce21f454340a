// The doubles' own behaviour, where other tests lean on it: what a WebSocket says when its wire is cut, mute or slow.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MemoryConnection } from '../../doubles/sip/memory-connection.ts';
import { MemoryNetwork } from '../../doubles/sip/memory-network.ts';

const URL = 'wss://server.example.org/sip';

let network: MemoryNetwork;
let heard: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  network = new MemoryNetwork();
  heard = [];
  network.listen(URL, (connection) => {
    connection.onmessage = (data): void => void heard.push(`server: ${String(data)}`);
    connection.onclose = (code): void => void heard.push(`server: closed ${String(code)}`);
  });
});

afterEach(() => {
  vi.useRealTimers();
});

const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

function socket(): WebSocket {
  const made = new network.WebSocket(URL, 'sip');
  made.onopen = (): void => void heard.push('open');
  made.onmessage = ({ data }): void => void heard.push(`client: ${String(data)}`);
  made.onerror = (): void => void heard.push('error');
  made.onclose = (event): void => {
    const { code, wasClean } = event;
    heard.push(`client: closed ${String(code)} ${String(wasClean)}`);
  };
  return made;
}

async function joined(): Promise<{ client: WebSocket; server: MemoryConnection }> {
  const client = socket();
  await settle();
  heard.length = 0;
  return { client, server: network.latest(URL) };
}

describe('a WebSocket in memory', () => {
  it('opens after the constructor has returned, with the protocol asked for', async () => {
    const client = socket();
    expect(client.readyState).toBe(0);
    expect(() => {
      client.send('too early');
    }).toThrow('still in CONNECTING state');
    await settle();
    expect([heard, client.readyState, client.protocol]).toEqual([['open'], 1, 'sip']);
  });

  it('carries messages in order, each after the call that sent it', async () => {
    const { client, server } = await joined();
    client.send('a');
    client.send('b');
    server.send('c');
    expect(heard).toEqual([]);
    await settle();
    expect(heard).toEqual(['server: a', 'server: b', 'client: c']);
    expect(network.texts('toServer')).toEqual(['a', 'b']);
  });

  it('gives bytes as an ArrayBuffer or a Blob, as it is told', async () => {
    const { client, server } = await joined();
    const data: unknown[] = [];
    client.addEventListener('message', (event) => data.push(event.data));
    client.binaryType = 'arraybuffer';
    server.send(new Uint8Array([1, 2]));
    await settle();
    client.binaryType = 'blob';
    server.send(new Uint8Array([1, 2]));
    await settle();
    expect(data).toEqual([new Uint8Array([1, 2]).buffer, expect.any(Blob)]);
  });

  it('closes at both ends when one closes', async () => {
    const { client } = await joined();
    client.close(3001, 'enough');
    expect(client.readyState).toBe(2);
    await settle();
    expect(heard).toEqual(['server: closed 3001', 'client: closed 3001 true']);
  });

  it('breaks at both ends when the wire is cut', async () => {
    const { client, server } = await joined();
    server.drop();
    await settle();
    expect(heard).toEqual(['server: closed 1006', 'error', 'client: closed 1006 false']);
    client.send('into the void');
    await settle();
    expect(heard).toHaveLength(3);
  });

  it('goes half-open: everything is swallowed, nobody is told, and only a close ends it', async () => {
    const { client, server } = await joined();
    server.goHalfOpen();
    client.send('a');
    server.send('b');
    await settle(60_000);
    expect([heard, client.readyState]).toEqual([[], 1]);
    expect(network.wire.map(({ lost }) => lost)).toEqual([true, true]);
    client.close();
    await settle(1999);
    expect(heard).toEqual([]);
    await settle(1);
    expect(heard).toEqual(['server: closed 1006', 'error', 'client: closed 1006 false']);
  });

  it('keeps what is sent while the link is down, as TCP does', async () => {
    const { client, server } = await joined();
    server.stall();
    client.send('a');
    server.send('b');
    await settle(3000);
    expect(heard).toEqual([]);
    server.resume();
    await settle();
    expect(heard).toEqual(['server: a', 'client: b']);
  });

  it('is refused, or never answered, or slow', async () => {
    network.set(URL, 'refuses');
    socket();
    await settle();
    expect(heard.splice(0)).toEqual(['error', 'client: closed 1006 false']);
    network.set(URL, 'silent');
    expect(socket().readyState).toBe(0);
    await settle(3_600_000);
    expect(heard).toEqual([]);
    network.set(URL, 'accepts');
    network.delay(URL, 200);
    const slow = socket();
    await settle(399);
    expect(slow.readyState).toBe(0);
    await settle(1);
    expect(heard).toEqual(['open']);
  });

  it('tells what a handler throws, and goes on', async () => {
    const escaped: unknown[] = [];
    network = new MemoryNetwork((problem) => escaped.push(problem));
    network.listen(URL, () => undefined);
    const client = socket();
    await settle();
    const boom = new Error('planted');
    client.onmessage = (): never => {
      throw boom;
    };
    network.latest(URL).send('x');
    network.latest(URL).send('y');
    await settle();
    expect(escaped).toEqual([boom, boom]);
  });
});
