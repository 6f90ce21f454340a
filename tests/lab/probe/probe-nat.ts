// How the NAT before a client behaves, measured from inside: every kind is proved by this before a test relies on it.
import type { LabNetwork, Side } from '../network/types.ts';
import { classify, type NatBehaviour, type Observations } from './classify.ts';
import { ensureResponder } from './responder.ts';

export interface ProbeOptions {
  /**
   * Two addresses of a STUN server that speaks RFC 5780 on ports 3478 and 3479, such as coturn with both addresses of
   * `turn`. Default: the lab's own responder.
   */
  readonly servers?: readonly [string, string];
}

/** Takes about a second: silence has to be waited for. */
export async function probeNat(
  network: LabNetwork,
  side: Side,
  options: ProbeOptions = {},
): Promise<NatBehaviour> {
  if (options.servers === undefined) await ensureResponder(network);
  const servers = options.servers ?? network.hosts.probe.addresses;
  const { namespace, address } = network.clients[side];
  const { command, args } = await network.program('tests/lab/probe/programs/behaviour.ts');
  const { stdout } = await network.exec(namespace, command, [...args, address, ...servers], { check: true });
  return classify(JSON.parse(stdout) as Observations);
}
