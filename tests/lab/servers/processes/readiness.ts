// Whether a server answers yet, asked from inside its own namespace.
import type { LabNetwork } from '../../network/types.ts';

const KNOCK = 'tests/lab/servers/programs/knock.ts';
const PATIENCE_MS = 20_000;
const SLICE_MS = 2000;

/** How to ask: a protocol, an address, a port. */
export interface Door {
  readonly kind: 'tcp' | 'tls' | 'stun' | 'sip' | 'ng';
  readonly host: string;
  readonly port: number;
}

/** Resolves when all doors answer; rejects after 20 s, or sooner where the server has ended. */
export async function answers(
  network: LabNetwork,
  namespace: string,
  doors: readonly Door[],
  isRunning: () => boolean,
): Promise<void> {
  const { command, args } = await network.program(KNOCK);
  const until = Date.now() + PATIENCE_MS;
  const ask = async ({ kind, host, port }: Door): Promise<void> => {
    while (Date.now() < until && isRunning()) {
      const line = [...args, kind, host, String(port), String(SLICE_MS)];
      if ((await network.exec(namespace, command, line)).code === 0) return;
    }
    throw new Error(`no answer at ${kind} ${host}:${port}${isRunning() ? '' : ': it has ended'}`);
  };
  await Promise.all(doors.map(ask));
}
