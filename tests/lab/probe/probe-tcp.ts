// Whether a client can open a TCP connection to a port out there.
import type { LabNetwork, Side } from '../network/types.ts';
import { ensureResponder } from './responder.ts';

export type TcpOutcome = 'open' | 'refused' | 'silent';

const OUTCOMES: readonly string[] = ['open', 'refused', 'silent'] satisfies readonly TcpOutcome[];
const PATIENCE_MS = 500;

const isOutcome = (word: string): word is TcpOutcome => OUTCOMES.includes(word);

/** Tries `port` of the probe's machine, which listens on 80, 443, 3478 and 5061. `silent` after 500 ms. */
export async function probeTcp(network: LabNetwork, side: Side, port: number): Promise<TcpOutcome> {
  await ensureResponder(network);
  const { command, args } = await network.program('tests/lab/probe/programs/connect.ts');
  const [address = ''] = network.hosts.probe.addresses;
  const { stdout } = await network.exec(
    network.clients[side].namespace,
    command,
    [...args, address, String(port), String(PATIENCE_MS)],
    { check: true },
  );
  const word = stdout.trim();
  return isOutcome(word) ? word : 'silent';
}
