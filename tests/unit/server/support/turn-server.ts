// A TURN core behind real UDP and TCP sockets on 127.0.0.1, with a clock that a test moves.
import { CredentialStore } from '../../../../server/turn/credentials.ts';
import { createPeerPolicy } from '../../../../server/turn/peer-policy.ts';
import { RelayPool } from '../../../../server/turn/relay.ts';
import { listenStream, type StreamOptions } from '../../../../server/turn/listeners/stream-listener.ts';
import { TurnCore } from '../../../../server/turn/turn-core.ts';
import { listenUdp } from '../../../../server/turn/listeners/udp-listener.ts';
import type { AllocationLimits } from '../../../../server/turn/allocations.ts';

export const REALM = 'turn.test';
export const FIXED = { username: 'demo', realm: REALM, password: 'hush' };

export async function startTurn(
  options: {
    limits?: AllocationLimits;
    nonceLifetimeMs?: number;
    ownPorts?: () => readonly number[];
    stream?: StreamOptions;
    serves?: (address: string) => boolean;
  } = {},
) {
  let now = 1_700_000_000_000;
  const clock = (): number => now;
  const faults: unknown[] = [];
  const credentials = new CredentialStore({
    realm: REALM,
    secret: 'rest secret',
    fixed: { username: FIXED.username, credential: FIXED.password },
    clock,
  });
  const pool = new RelayPool({ address: () => '127.0.0.1', ports: [0, 0] });
  const isOwnPort = (port: number): boolean =>
    pool.isRelayPort(port) || (options.ownPorts?.() ?? []).includes(port);
  const core = new TurnCore({
    credentials,
    policy: createPeerPolicy({ ownAddresses: () => ['127.0.0.1'], isOwnPort }),
    openRelay: pool.open,
    clock,
    onError: (error) => faults.push(error),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.nonceLifetimeMs === undefined ? {} : { nonceLifetimeMs: options.nonceLifetimeMs }),
  });
  const udp = await listenUdp(core, () => ['127.0.0.1'], 0, options.serves);
  const tcp = await listenStream(core, '127.0.0.1', 0, options.stream);
  return {
    core,
    credentials,
    faults,
    udpPort: udp.port,
    tcpPort: tcp.port,
    advance: (seconds: number) => {
      now += seconds * 1000;
      core.sweep();
    },
    stop: () => {
      udp.close();
      tcp.close();
      core.close();
    },
  };
}
