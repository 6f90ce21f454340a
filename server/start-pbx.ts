// The composition root of the demo PBX: proxy, far end, TURN and HTTP joined in one process.
// Owns the wiring and nothing else.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createApiServer } from './http/api-server.ts';
import { answerApi, type ApiRequest } from './http/demo-api.ts';
import { ExtensionDesk, isExtension } from './http/extensions.ts';
import { SetupCodes } from './http/setup-codes.ts';
import type { FlowFaults } from './http/flow-faults.ts';
import { buildProfile, type DemoProfile } from './http/profile.ts';
import { attachSipWebSocket, type SipSockets } from './http/sip-websocket.ts';
import { startFarEnd, type FarEnd } from './media/far-end.ts';
import { codeOf } from './media/numbers.ts';
import { setFarEndCodecs, setMediaPorts } from './media/jssip/peer-connection.ts';
import type { PbxOptions } from './pbx-options.ts';
import { createEdge } from './personality/edge/create-edge.ts';
import { Greeter } from './personality/greeter.ts';
import { createAuthenticator, type Authenticator } from './proxy/authenticator.ts';
import { Proxy } from './proxy/proxy.ts';
import type { Target } from './proxy/routing.ts';
import { formatTransaction } from './proxy/transaction-log.ts';
import { hostNameOf, isLoopbackName, mediaHostFor } from './shared/network-address.ts';
import { Nonces } from './shared/nonces.ts';
import { derivePassword, loadSecret } from './shared/state-secret.ts';
import { CredentialStore, type TurnCredentials } from './turn/credentials.ts';
import { listenFrom, startTurnServer, type TurnServer } from './turn/turn-server.ts';

export interface PbxEnvironment {
  /** By which the demo's web server in front is known, which says who asks (see `askerOf`); undefined where there is none. */
  readonly gatewaySecret: string | undefined;
  /** The secret of the TURN credentials; random where none is given. */
  readonly turnSecret: string | undefined;
  readonly print: (line: string) => void;
  readonly onError: (error: unknown) => void;
}

export interface Pbx {
  readonly port: number;
  readonly turnPort: number;
  readonly turnsPort: number | undefined;
  /** The TURN pair that does not expire. */
  readonly turn: TurnCredentials;
  passwordOf(extension: string): string;
  readonly faults: FlowFaults;
  close(): void;
}

const PROFILE_TURN_SECONDS = 24 * 3600;

function authenticatorFor({ domain, like }: PbxOptions, passwordOf: (user: string) => string): Authenticator {
  const { realm = domain, style, nonces } = like.challenges;
  return createAuthenticator({
    realm,
    nonces: new Nonces({
      lifetimeMs: nonces.lifetimeMs,
      ...(nonces.shape === undefined ? {} : { shape: nonces.shape }),
      ...(nonces.uses === undefined ? {} : { uses: nonces.uses }),
    }),
    passwordOf: (user) => (isExtension(user) ? passwordOf(user) : undefined),
    ...(style === undefined ? {} : { style }),
  });
}

function createProxy(
  options: PbxOptions,
  environment: PbxEnvironment,
  secret: string,
  passwordOf: (user: string) => string,
) {
  const { domain, like } = options;
  const farEndHolder: { farEnd?: FarEnd } = {};
  const desk = (): Target | undefined => {
    const { farEnd } = farEndHolder;
    return farEnd && { connectionId: farEnd.connection.id, uri: farEnd.contact };
  };
  const proxy = new Proxy({
    domain,
    authenticator: authenticatorFor(options, passwordOf),
    isExtension,
    farEnd: (number) => (codeOf(number) === undefined ? undefined : desk()),
    desk,
    manners: like.manners,
    asserts: like.costume === undefined,
    dialogSecret: derivePassword(secret, 'dialogs'),
    onRegistered: (user, contact) => {
      greeter.registered(user, contact);
    },
    alsoKnownAs: like.ownNames,
    log: (entry) => {
      environment.print(formatTransaction(entry, Date.now()));
    },
  });
  const greeter: Greeter = new Greeter({
    greeting: like.greeting,
    domain,
    send: (text) => {
      farEnd.send(text);
    },
    isThere: (user, contact) => proxy.bindings.of(user).some((binding) => binding.contact === contact),
  });
  const farEnd = startFarEnd({
    domain,
    receive: (connection, text) => {
      proxy.receive(connection, text);
    },
    onError: environment.onError,
    dropAfterMs: options.dropAfterSeconds * 1000,
    eventAfterMs: options.eventAfterSeconds * 1000,
    ackAfterMs: options.ackAfterSeconds * 1000,
    callBackAfterMs: options.callBackAfterSeconds * 1000,
    style: like.style,
  });
  farEndHolder.farEnd = farEnd;
  proxy.attach(farEnd.connection);
  proxy.learnContact(farEnd.contact, farEnd.connection);
  return { proxy, farEnd, greeter };
}

function startTurn(
  options: PbxOptions,
  environment: PbxEnvironment,
  credentials: CredentialStore,
): Promise<TurnServer> {
  const { tlsCert, tlsKey, relayAddress } = options;
  const hasTls = tlsCert !== undefined && tlsKey !== undefined;
  return startTurnServer({
    credentials,
    port: options.turnPort,
    relayPorts: options.relayPorts,
    mediaPorts: options.mediaPorts,
    serves: options.lan || !isLoopbackName(options.host) ? 'network' : 'machine',
    onError: environment.onError,
    ...(relayAddress === undefined ? {} : { relayAddress }),
    ...(hasTls
      ? {
          tls: {
            cert: readFileSync(tlsCert, 'utf8'),
            key: readFileSync(tlsKey, 'utf8'),
            port: options.turnsPort,
          },
        }
      : {}),
  });
}

function attachSip(
  server: ReturnType<typeof createApiServer>,
  proxy: Proxy,
  { like: { keepAlives, costume }, allowHosts, allowOrigins }: PbxOptions,
  { onError, gatewaySecret }: PbxEnvironment,
): SipSockets {
  return attachSipWebSocket(server, {
    proxy,
    onError,
    keepAlives,
    allowedHosts: allowHosts,
    allowedOrigins: allowOrigins,
    gatewaySecret,
    ...(costume === undefined ? {} : { edge: createEdge(costume) }),
  });
}

/** Starts the PBX. Rejects where the WebSocket port or every TURN port is taken. */
export async function startPbx(options: PbxOptions, environment: PbxEnvironment): Promise<Pbx> {
  setMediaPorts(options.mediaPorts);
  setFarEndCodecs(options.like.style.codecs);
  const secret = loadSecret(options.state);
  const passwordOf = (extension: string): string => derivePassword(secret, `sip:${extension}`);
  const turnSecret = environment.turnSecret ?? randomBytes(24).toString('hex');
  const fixed = { username: 'demo', credential: derivePassword(turnSecret, 'turn:demo') };
  const credentials = new CredentialStore({ realm: options.domain, secret: turnSecret, fixed });
  const turn = await startTurn(options, environment, credentials);
  const { proxy, farEnd, greeter } = createProxy(options, environment, secret, passwordOf);
  const desk = new ExtensionDesk(() => proxy.bindings.users());
  const profileFor = (extension: string, request: ApiRequest): DemoProfile =>
    buildProfile({
      extension,
      password: passwordOf(extension),
      domain: options.domain,
      scheme: request.scheme,
      host: request.host,
      mediaHost: mediaHostFor(hostNameOf(request.host)),
      turnPort: turn.port,
      turnsPort: request.scheme === 'https' ? turn.turnsPort : undefined,
      turn: credentials.issue(extension, PROFILE_TURN_SECONDS),
    });
  const api = {
    allowedHosts: options.allowHosts,
    allocate: () => desk.allocate(),
    reserve: (extension: string) => {
      desk.reserve(extension);
    },
    profileFor,
    calls: () => farEnd.ledger.list(),
    codes: new SetupCodes(),
  };
  const server = createApiServer((request) => answerApi(api, request), environment.gatewaySecret);
  const sockets = attachSip(server, proxy, options, environment);
  await listenFrom(options.port, (port) => listenHttp(server, options.host, port));
  return {
    port: (server.address() as AddressInfo).port,
    turnPort: turn.port,
    turnsPort: turn.turnsPort,
    turn: fixed,
    passwordOf,
    faults: sockets.faults,
    close: () => {
      sockets.close();
      server.close();
      server.closeAllConnections();
      greeter.dispose();
      farEnd.stop();
      proxy.dispose();
      turn.close();
    },
  };
}

function listenHttp(server: ReturnType<typeof createApiServer>, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
