// The composition root of the demo: the web server in front, the PBX process behind it.
// Owns the wiring and the end of both.
import { hostname } from 'node:os';
import { isLoopbackName, ownIpv4Addresses, primaryIpv4Address } from '../shared/network-address.ts';
import { createDemoSite } from '../web/demo-site.ts';
import { listenOnFreePort, type Listening } from '../web/listen.ts';
import { GATEWAY_HEADER } from '../http/asker.ts';
import { createGateway } from '../web/pbx-gateway.ts';
import { createStaticSite } from '../web/static-site.ts';
import { createAuthoritySite } from './authority-site.ts';
import { lanCertificates, type LanCertificates } from './lan-authority.ts';
import { PbxSupervisor } from './pbx-supervisor.ts';

export interface DemoOptions {
  /** The wanted port (8080); the next free one where it is busy; 0: any. */
  readonly port?: number;
  /** The address to listen on; both loopback addresses unless given. */
  readonly host?: string;
  /** HTTPS on this machine's network address, for a second device. */
  readonly lan?: boolean;
  /** The folder of the built app. */
  readonly site: string;
  /** The built PBX entry. */
  readonly pbxModule: string;
  /** The folder of secrets and certificates. */
  readonly state: string;
  /** Further arguments of the PBX, e.g. `['--drop-after', '5']`. */
  readonly pbxArgs?: readonly string[];
  /** Where the PBX's transaction lines go. */
  readonly output?: 'inherit' | 'ignore';
  readonly onPbxRestart?: (attempt: number) => void;
}

export interface Demo {
  /** e.g. `http://localhost:8080`. */
  readonly origin: string;
  readonly port: number;
  /** Where a second device fetches the authority's certificate; undefined without `lan`. */
  readonly authorityUrl: string | undefined;
  /** SHA-256 of that certificate, `AB:CD:…`, for a person to compare. */
  readonly authorityFingerprint: string | undefined;
  pbxPid(): number | undefined;
  /** Ends the PBX and leaves it ended: /sip answers 503. */
  stopPbx(): Promise<void>;
  /** Starts the PBX again on the same ports. */
  startPbx(): Promise<void>;
  /** Breaks the WebSockets of an extension, or all of them, without a close frame. For tests, like the next two. */
  cut(user?: string): Promise<void>;
  /** Leaves the present WebSockets of an extension half-open: open, and dead both ways. New ones work. */
  silence(user: string): Promise<void>;
  /** Ends the silence: what was held back arrives late. */
  unsilence(user: string): Promise<void>;
  /** A new link that sets a browser up as this extension, once and within a quarter of an hour. */
  setupLink(extension: string): Promise<string>;
  stop(): Promise<void>;
}

function hostsOf(options: DemoOptions): string[] {
  if (options.host !== undefined) return [options.host];
  return options.lan === true ? ['0.0.0.0'] : ['127.0.0.1', '::1'];
}

function originOf(options: DemoOptions, port: number): string {
  if (options.lan === true) return `https://${options.host ?? primaryIpv4Address()}:${String(port)}`;
  const isAny = options.host === undefined || ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(options.host);
  return `http://${isAny ? 'localhost' : options.host}:${String(port)}`;
}

async function fetchSetupLink(
  { ports, gatewaySecret }: PbxSupervisor,
  origin: string,
  extension: string,
): Promise<string> {
  const { host, protocol } = new URL(origin);
  const response = await fetch(`http://127.0.0.1:${String(ports?.port ?? 0)}/demo/link`, {
    method: 'POST',
    headers: {
      'X-Forwarded-Host': host,
      'X-Forwarded-Proto': protocol.replace(':', ''),
      [GATEWAY_HEADER]: gatewaySecret,
    },
    body: JSON.stringify({ extension }),
  });
  if (!response.ok) throw new Error(`the PBX gave no link: ${String(response.status)}`);
  const { link } = (await response.json()) as { readonly link: string };
  return link;
}

function createSupervisor(options: DemoOptions, certificates: LanCertificates | undefined): PbxSupervisor {
  const tls =
    certificates === undefined
      ? []
      : ['--tls-cert', certificates.certPath, '--tls-key', certificates.keyPath];
  const lan = hostsOf(options).every(isLoopbackName) ? [] : ['--lan'];
  return new PbxSupervisor({
    module: options.pbxModule,
    args: ['--state', options.state, ...lan, ...tls, ...(options.pbxArgs ?? [])],
    output: options.output ?? 'inherit',
    ...(options.onPbxRestart === undefined ? {} : { onRestart: options.onPbxRestart }),
  });
}

async function listenForAuthority(certificates: LanCertificates, listening: Listening, origin: string) {
  const handler = createAuthoritySite({ ...certificates, origin });
  return listenOnFreePort({ hosts: ['0.0.0.0'], port: listening.port + 1, handler });
}

/** Starts web server and PBX. Rejects where there is no built app or no port. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const site = createStaticSite(options.site);
  const isLan = options.lan === true;
  const own = hostname().toLowerCase();
  const isName = (name: string): boolean => /^[a-z0-9.-]+$/.test(name);
  const names = ['localhost', own, `${own}.local`, ...ownIpv4Addresses()].filter(isName);
  const certificates = isLan ? await lanCertificates(options.state, [...new Set(names)]) : undefined;
  const supervisor = createSupervisor(options, certificates);
  await supervisor.start();
  const gateway = createGateway({
    pbxPort: () => supervisor.ports?.port,
    scheme: isLan ? 'https' : 'http',
    secret: supervisor.gatewaySecret,
  });
  const listening = await listenOnFreePort({
    hosts: hostsOf(options),
    port: options.port ?? 8080,
    handler: createDemoSite({ site, gateway, tls: isLan, authority: certificates?.authority }),
    gateway,
    ...(certificates === undefined ? {} : { tls: { cert: certificates.cert, key: certificates.key } }),
  });
  const origin = originOf(options, listening.port);
  const authority = certificates && (await listenForAuthority(certificates, listening, origin));
  return {
    origin,
    port: listening.port,
    authorityUrl: authority && `http://${primaryIpv4Address()}:${String(authority.port)}/ca.crt`,
    authorityFingerprint: certificates?.fingerprint,
    pbxPid: () => supervisor.pid,
    stopPbx: () => supervisor.stop(),
    startPbx: async () => {
      await supervisor.start();
    },
    cut: (user) => supervisor.fault('cut', user),
    silence: (user) => supervisor.fault('silence', user),
    unsilence: (user) => supervisor.fault('unsilence', user),
    setupLink: (extension) => fetchSetupLink(supervisor, origin, extension),
    stop: async () => {
      listening.close();
      authority?.close();
      await supervisor.stop();
    },
  };
}
