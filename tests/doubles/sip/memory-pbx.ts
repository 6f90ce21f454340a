// A registrar and proxy on a MemoryNetwork: the demo PBX's own, so that two real user agents can call each other.
// May be killed and started again, as a PBX is: it forgets who was registered.
import { isExtension } from '../../../server/http/extensions.ts';
import { createAuthenticator } from '../../../server/proxy/authenticator.ts';
import type { Connection } from '../../../server/proxy/connection.ts';
import { Proxy, type ProxyOptions } from '../../../server/proxy/proxy.ts';
import { createEdge } from '../../../server/personality/edge/create-edge.ts';
import type { Edge } from '../../../server/personality/edge/edge.ts';
import type { Personality } from '../../../server/personality/personality.ts';
import { Nonces } from '../../../server/shared/nonces.ts';
import type { MemoryConnection } from './memory-connection.ts';
import type { MemoryNetwork } from './memory-network.ts';

export const passwordOf = (user: string): string => `secret-${user}`;

/** `like`: the server that it behaves like, its media apart: descriptions pass as they are, and phones reach each other. */
export type MemoryPbxOptions = Partial<ProxyOptions> & { readonly like?: Personality };

function edgeOf(like: Personality | undefined): Edge | undefined {
  return like?.costume && createEdge({ ...like.costume, descriptions: undefined });
}

export class MemoryPbx {
  /** Exceptions of the proxy itself. */
  readonly faults: unknown[] = [];
  readonly #options: ProxyOptions;
  #proxy: Proxy | undefined;
  #kills: (() => void)[] = [];
  readonly #like: Personality | undefined;
  readonly #edge: Edge | undefined;

  constructor(
    private readonly network: MemoryNetwork,
    /** Where it is reached: several addresses of one server, as several edges of one registrar. */
    private readonly urls: string | readonly string[],
    domain: string,
    { like, ...options }: MemoryPbxOptions = {},
  ) {
    const clock = (): number => Date.now();
    const { shape, uses } = like?.challenges.nonces ?? {};
    const style = like?.challenges.style;
    const authenticator = createAuthenticator({
      realm: like?.challenges.realm ?? domain,
      nonces: new Nonces({
        lifetimeMs: like?.challenges.nonces.lifetimeMs ?? 60_000,
        clock,
        ...(shape === undefined ? {} : { shape }),
        ...(uses === undefined ? {} : { uses }),
      }),
      passwordOf: (user) => (isExtension(user) ? passwordOf(user) : undefined),
      ...(style === undefined ? {} : { style }),
    });
    this.#like = like;
    this.#edge = edgeOf(like);
    const manners = like && {
      manners: { ...like.manners, standsBetween: false },
      alsoKnownAs: like.ownNames,
    };
    this.#options = {
      dialogSecret: 'kept over restarts',
      domain,
      authenticator,
      isExtension,
      clock,
      ...manners,
      ...options,
    };
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
    const seen = { address: '127.0.0.1', port: 40_000 + Number(/\d+/.exec(wire.id)?.[0] ?? 0) };
    const flow: Connection = {
      id: wire.id,
      user: undefined,
      trusted: false,
      send: (text) => {
        wire.send(this.#edge?.toPhone(text, { user: flow.user, ...seen }) ?? text);
      },
    };
    proxy.attach(flow);
    const ping = this.#ping(wire);
    wire.onclose = (code): void => {
      clearInterval(ping);
      proxy.detach(flow, code === 1006 ? 'lost' : 'closed');
    };
    wire.onmessage = (data): void => {
      const text = String(data);
      if (text === '\r\n\r\n') {
        if (this.#like?.keepAlives.answersCrlf !== false) wire.send('\r\n');
      } else if (text !== '\r\n') this.#take(proxy, flow, this.#fromPhone(text, flow, seen));
    };
  }

  /** CRLFCRLF of the server's own, where it sends any. */
  #ping(wire: MemoryConnection): ReturnType<typeof setInterval> | undefined {
    const everyMs = this.#like?.keepAlives.sendsCrlfEveryMs;
    if (everyMs === undefined) return undefined;
    return setInterval(() => {
      wire.send('\r\n\r\n');
    }, everyMs);
  }

  #fromPhone(text: string, { user }: Connection, seen: { readonly address: string; readonly port: number }) {
    return this.#edge === undefined ? text : this.#edge.fromPhone(text, { user, ...seen });
  }

  #take(proxy: Proxy, flow: Connection, text: string | undefined): void {
    try {
      if (text !== undefined) proxy.receive(flow, text);
    } catch (problem) {
      this.faults.push(problem);
    }
  }
}
