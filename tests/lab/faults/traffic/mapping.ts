// A client's mapping, held from outside: does what is sent to it still get in?
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import { firstLine } from '../../network/run/first-line.ts';
import type { LabNetwork, Side } from '../../network/types.ts';

const PORT = 4001;
const PROGRAMS = 'tests/lab/faults/traffic/programs';
const PATIENCE_MS = 200;

export interface Mapping {
  /** Sends to it from outside; resolves to whether the client got it. */
  reaches(): Promise<boolean>;
  /** The client sends once more; resolves to whether it came from the same port outside as before. */
  renew(): Promise<'same' | 'other'>;
  end(): Promise<void>;
}

/** The lines a program prints, from the next one on. */
function linesOf(child: ChildProcess): () => Promise<string | undefined> {
  const lines: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => lines.push(...chunk.toString().trim().split('\n')));
  return async () => {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until && lines.length === 0;) await wait(5);
    return lines.shift();
  };
}

/** Opens one from `side` to the probe's machine. */
export async function openMapping(network: LabNetwork, side: Side): Promise<Mapping> {
  const { probe } = network.hosts;
  const [address = ''] = probe.addresses;
  const start = async (namespace: string, role: string): Promise<ChildProcess> => {
    const { command, args } = await network.program(`${PROGRAMS}/peer.ts`);
    const child = network.spawn(namespace, command, [...args, role, address, String(PORT)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await firstLine(child, 'a peer');
    return child;
  };
  const outside = await start(probe.namespace, 'outside');
  const inside = await start(network.clients[side].namespace, 'inside');
  const [heardOutside, heardInside] = [linesOf(outside), linesOf(inside)];
  const sendFromInside = async (): Promise<string | undefined> => {
    inside.stdin?.write('send\n');
    return heardOutside();
  };
  let seenAs = await sendFromInside();
  return {
    async reaches() {
      outside.stdin?.write('send\n');
      return (await heardInside()) !== undefined;
    },
    async renew() {
      const before = seenAs;
      seenAs = await sendFromInside();
      return seenAs === before ? 'same' : 'other';
    },
    async end() {
      const closed = [outside, inside].map((child) => once(child, 'close'));
      for (const child of [outside, inside]) child.kill('SIGKILL');
      await Promise.all(closed);
    },
  };
}
