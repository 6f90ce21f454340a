// The socket against a real WebSocket server on this machine.
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { WebSocketTransport } from '../../../../src/sip/jssip/socket.ts';

/** Like a browser's: an error without a listener is not an exception, its `close` event follows. */
class BrowserLikeWebSocket extends WebSocket {
  constructor(url: string, protocol: string) {
    super(url, protocol);
    this.on('error', () => undefined);
  }
}

vi.stubGlobal('WebSocket', BrowserLikeWebSocket);

let server: WebSocketServer;
let url: string;
const problems: unknown[] = [];
const sockets: WebSocketTransport[] = [];

function transport(to = url): WebSocketTransport {
  const made = new WebSocketTransport(to, (problem) => problems.push(problem));
  sockets.push(made);
  return made;
}

const connected = (socket: WebSocketTransport): Promise<void> =>
  new Promise((resolve) => {
    socket.onconnect = resolve;
    socket.connect();
  });

beforeEach(async () => {
  problems.length = 0;
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sip' });
  await once(server, 'listening');
  url = `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}/sip`;
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  for (const client of server.clients) client.terminate();
  server.close();
  vi.useRealTimers();
});

describe('the WebSocket under the SIP stack', () => {
  it('names itself as RFC 7118 asks', () => {
    expect(transport('wss://pbx.example.org:8089/ws')).toMatchObject({
      via_transport: 'WSS',
      sip_uri: 'sip:pbx.example.org:8089;transport=ws',
    });
    expect(transport('ws://localhost/').via_transport).toBe('WS');
  });

  it('connects with the sip subprotocol and carries messages both ways', async () => {
    const socket = transport();
    const heard = new Promise((resolve) => (socket.ondata = resolve));
    server.on('connection', (peer) => {
      peer.on('message', (data) => {
        peer.send(`echo ${(data as Buffer).toString()}`);
      });
    });
    await connected(socket);
    expect([...server.clients][0]?.protocol).toBe('sip');
    expect(socket.send('hello')).toBe(true);
    expect(await heard).toBe('echo hello');
  });

  it('lets nothing that arrives throw out of it', async () => {
    const socket = transport();
    const boom = new Error('unparsable');
    const arrived = new Promise<void>((resolve) => {
      socket.ondata = (): never => {
        resolve();
        throw boom;
      };
    });
    await connected(socket);
    for (const client of server.clients) client.send('\u0000');
    await arrived;
    expect(problems).toEqual([boom]);
    expect(socket.isConnected()).toBe(true);
  });

  it('says so when the server goes away, once', async () => {
    const socket = transport();
    await connected(socket);
    const lost: unknown[] = [];
    const gone = new Promise<void>((resolve) => {
      socket.ondisconnect = (...details): void => {
        lost.push(details);
        resolve();
      };
    });
    for (const client of server.clients) client.terminate();
    await gone;
    expect(lost).toEqual([[true, 1006, '']]);
    expect(socket.send('hello')).toBe(false);
  });

  it('is silent when it was told to disconnect, and can connect again', async () => {
    const socket = transport();
    await connected(socket);
    const disconnected = vi.fn();
    socket.ondisconnect = disconnected;
    socket.disconnect();
    await connected(socket);
    expect(disconnected).not.toHaveBeenCalled();
    expect(socket.isConnected()).toBe(true);
  });

  it('gives up on a server that takes the connection and never answers', async () => {
    const mute: Server = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const socket = transport(`ws://127.0.0.1:${String((mute.address() as AddressInfo).port)}/`);
    const disconnected = vi.fn();
    socket.ondisconnect = disconnected;
    socket.connect();
    expect(socket.isConnecting()).toBe(true);
    vi.advanceTimersByTime(5999);
    expect(disconnected).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(disconnected).toHaveBeenCalledWith(true, 4408, 'no answer');
    expect(socket.isConnecting()).toBe(false);
    mute.close();
  });
});
