// The STUN and TURN server with its sockets: UDP and TCP on one port, TLS on another where there is a certificate.
// Owns finding free ports and the beat by which things expire.
import { isLoopbackName, ownIpv4Addresses, primaryIpv4Address } from '../shared/network-address.ts';
import type { CredentialStore } from './credentials.ts';
import { createPeerPolicy } from './peer-policy.ts';
import { RelayPool } from './relay.ts';
import { listenStream, type TlsCertificate } from './listeners/stream-listener.ts';
import { TurnCore } from './turn-core.ts';
import { listenUdp, type UdpListener } from './listeners/udp-listener.ts';

export interface TurnServerOptions {
  readonly credentials: CredentialStore;
  /** The addresses of this machine on which UDP is served; all of them unless given. */
  readonly hosts?: () => readonly string[];
  /** The wanted port of UDP and TCP; the next free one is taken where it is busy. 0: any. */
  readonly port: number;
  readonly tls?: TlsCertificate & { readonly port: number };
  readonly relayPorts: readonly [number, number];
  /** The address that relays have; this machine's first one unless given. */
  readonly relayAddress?: string;
  /** The UDP ports of the demo's own media. */
  readonly mediaPorts: readonly [number, number];
  /**
   * `machine`: programs of this machine alone, whichever of its addresses they speak from (a browser asks from the network's
   * address, and not every system can reach loopback from there); `network`: everybody.
   */
  readonly serves: 'machine' | 'network';
  readonly onError?: (error: unknown) => void;
}

export interface TurnServer {
  readonly port: number;
  readonly turnsPort: number | undefined;
  readonly core: TurnCore;
  close(): void;
}

const ANY = '0.0.0.0';
const ATTEMPTS = 50;
const ADDRESS_CHECK_MS = 5000;

/** Whether an address is one of this machine's. */
function isOwn(address: string): boolean {
  return isLoopbackName(address) || ownIpv4Addresses().includes(address);
}

async function listenBoth(
  core: TurnCore,
  hosts: () => readonly string[],
  port: number,
  serves: (address: string) => boolean,
): Promise<UdpListener> {
  const udp = await listenUdp(core, hosts, port, serves);
  try {
    const tcp = await listenStream(core, ANY, udp.port, { serves });
    const close = (): void => {
      udp.close();
      tcp.close();
    };
    return { port: udp.port, close, followAddresses: () => udp.followAddresses() };
  } catch (error) {
    udp.close();
    throw error;
  }
}

/** Where the demo's relays and media are on this machine: never at loopback, unless it has nothing else. */
function mediaAddresses(relayAddress: string): string[] {
  return [relayAddress, ...ownIpv4Addresses().filter((address) => !isLoopbackName(address))];
}

/** Tries a port and those after it. Rejects with the last error where none of them is free. */
export async function listenFrom<T>(port: number, listen: (port: number) => Promise<T>): Promise<T> {
  let failure: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      return await listen(port === 0 ? 0 : port + attempt);
    } catch (error) {
      failure = error;
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== 'EADDRINUSE' && code !== 'EACCES') break;
    }
  }
  throw new Error('no port is free', { cause: failure });
}

/** Starts the server. */
export async function startTurnServer(options: TurnServerOptions): Promise<TurnServer> {
  const { mediaPorts, relayAddress, tls } = options;
  const hosts = options.hosts ?? ownIpv4Addresses;
  const ownAddress = (): string => relayAddress ?? primaryIpv4Address();
  const pool = new RelayPool({ address: ownAddress, ports: options.relayPorts });
  const isOwnPort = (port: number): boolean =>
    pool.isRelayPort(port) || (port >= mediaPorts[0] && port <= mediaPorts[1]);
  const core = new TurnCore({
    credentials: options.credentials,
    policy: createPeerPolicy({
      ownAddresses: () => mediaAddresses(ownAddress()),
      isOwnPort,
      reachesPublic: options.serves === 'network',
    }),
    openRelay: pool.open,
    ...(options.onError === undefined ? {} : { onError: options.onError }),
  });
  const serves = options.serves === 'network' ? (): boolean => true : isOwn;
  const plain = await listenFrom(options.port, (port) => listenBoth(core, hosts, port, serves));
  const secure =
    tls === undefined
      ? undefined
      : await listenFrom(tls.port, (port) => listenStream(core, ANY, port, { certificate: tls, serves }));
  const beat = setInterval(() => {
    core.sweep();
  }, 1000);
  beat.unref();
  const addresses = setInterval(() => {
    plain.followAddresses().catch((error: unknown) => options.onError?.(error));
  }, ADDRESS_CHECK_MS);
  addresses.unref();
  const close = (): void => {
    clearInterval(beat);
    clearInterval(addresses);
    plain.close();
    secure?.close();
    core.close();
  };
  return { port: plain.port, turnsPort: secure?.port, core, close };
}
