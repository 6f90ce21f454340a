// A proxy behind a real WebSocket server on a free port, without far end and TURN.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isExtension } from '../../../../server/http/extensions.ts';
import type { FlowFaults } from '../../../../server/http/flow-faults.ts';
import { attachSipWebSocket, type SipWebSocketOptions } from '../../../../server/http/sip-websocket.ts';
import { createAuthenticator } from '../../../../server/proxy/authenticator.ts';
import { Proxy, type ProxyOptions } from '../../../../server/proxy/proxy.ts';
import type { TransactionEntry } from '../../../../server/proxy/transaction-log.ts';
import { Nonces } from '../../../../server/shared/nonces.ts';
import { DOMAIN } from './sip-client.ts';

export interface TestServer {
  readonly port: number;
  readonly proxy: Proxy;
  readonly log: TransactionEntry[];
  readonly faults: unknown[];
  readonly flowFaults: FlowFaults;
  /** Moves the clock of nonces and bindings. */
  advance(ms: number): void;
  stop(): Promise<void>;
}

export const passwordOf = (user: string): string => `secret-${user}`;

export async function startSipServer(
  options: Partial<ProxyOptions> = {},
  more: Partial<SipWebSocketOptions> = {},
): Promise<TestServer> {
  let offset = 0;
  const clock = (): number => Date.now() + offset;
  const log: TransactionEntry[] = [];
  const faults: unknown[] = [];
  const authenticator = createAuthenticator({
    realm: DOMAIN,
    nonces: new Nonces({ lifetimeMs: 60_000, clock }),
    passwordOf: (user) => (isExtension(user) ? passwordOf(user) : undefined),
  });
  const proxy = new Proxy({
    domain: DOMAIN,
    authenticator,
    isExtension,
    clock,
    log: (e) => log.push(e),
    ...options,
  });
  const server = createServer();
  const sockets = attachSipWebSocket(server, { proxy, onError: (error) => faults.push(error), ...more });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    proxy,
    log,
    faults,
    flowFaults: sockets.faults,
    advance: (ms) => {
      offset += ms;
    },
    stop: async () => {
      sockets.close();
      proxy.dispose();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
