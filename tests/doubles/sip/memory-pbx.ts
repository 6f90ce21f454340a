// A registrar and proxy on a MemoryNetwork: the demo PBX's own, so that two real user agents can call each other.
// May be killed and started again, as a PBX is: it forgets who was registered.
import { isExtension } from '../../../server/http/extensions.ts';
import { createAuthenticator } from '../../../server/proxy/authenticator.ts';
import type { Connection } from '../../../server/proxy/connection.ts';
import { Proxy, type ProxyOptions } from '../../../server/proxy/proxy.ts';
import { Nonces } from '../../../server/shared/nonces.ts';
import type { MemoryConnection } from './memory-connection.ts';
import type { MemoryNetwork } from './memory-network.ts';

export const passwordOf = (user: string): string => `secret-${user}`;

export class MemoryPbx {
  /** Exceptions of the proxy itself. */
  readonly faults: unknown[] = [];
  readonly #options: ProxyOptions;
  #proxy: Proxy | undefined;
  #kills: (() => void)[] = [];

  constructor(
    private readonly network: MemoryNetwork,
    /** Where it is reached: several addresses of one server, as several edges of one registrar. */
    private readonly urls: string | readonly string[],
    domain: string,
    options: Partial<ProxyOptions> = {},
  ) {
    const clock = (): number => Date.now();
    const authenticator = createAuthenticator({
      realm: domain,
      nonces: new Nonces({ lifetimeMs: 60_000, clock }),
      passwordOf: (user) => (isExtension(user) ? passwordOf(user) : undefined),
    });
    this.#options = { domain, authenticator, isExtension, clock, ...options };
    this.start();
  }

  /** The extensions registered now. */
  get registered(): string[] {
    return [...(this.#proxy?.bindings.users() ?? [])].sort();
  }

  start(): void {
    const proxy = new Proxy(this.#options);
    this.#proxy = proxy;
    this.#kills = [this.urls].flat().map((url) =>
      this.network.listen(url, (connection) => {
        this.#serve(proxy, connection);
      }),
    );
  }

  /** Dies: connections break, new ones are refused, registrations are gone. */
  kill(): void {
    for (const kill of this.#kills) kill();
    this.#proxy?.dispose();
    this.#proxy = undefined;
  }

  #serve(proxy: Proxy, wire: MemoryConnection): void {
    const flow: Connection = {
      id: wire.id,
      user: undefined,
      trusted: false,
      send: (text) => {
        wire.send(text);
      },
    };
    proxy.attach(flow);
    wire.onclose = (code): void => {
      proxy.detach(flow, code === 1006 ? 'lost' : 'closed');
    };
    wire.onmessage = (data): void => {
      if (data === '\r\n\r\n') wire.send('\r\n');
      else if (data !== '\r\n') this.#take(proxy, flow, String(data));
    };
  }

  #take(proxy: Proxy, flow: Connection, text: string): void {
    try {
      proxy.receive(flow, text);
    } catch (problem) {
      this.faults.push(problem);
    }
  }
}
