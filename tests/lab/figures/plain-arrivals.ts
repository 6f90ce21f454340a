// What arrives at the plain phone: each packet of sound as it comes over its cable, by tcpdump and the machine's clock.
import { once } from 'node:events';
import type { LabNetwork } from '../network/types.ts';
import { first } from '../servers/lab-values.ts';
import type { Moment } from './call-watch.ts';

/** RTP version 2, and long enough to hold sound rather than a report. */
const filterOf = (address: string): string =>
  `udp and dst host ${address} and udp[8] & 0xc0 = 0x80 and udp[4:2] > 60`;

export interface Arrivals {
  soFar(): readonly Moment[];
  end(): Promise<void>;
}

/** Begins to listen; a packet counts as sound, whose energy only the phone could tell. */
export async function arrivalsAtPlainPhone(network: LabNetwork): Promise<Arrivals> {
  const { baresip } = network.hosts;
  const moments: Moment[] = [];
  const args = ['-i', 'eth0', '-Z', 'root', '-n', '-l', '-tt', '--immediate-mode', filterOf(first(baresip))];
  const tcpdump = network.spawn(baresip.namespace, 'tcpdump', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let rest = '';
  tcpdump.stdout?.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const atMs = Number.parseFloat(line) * 1000;
      const packets = (moments.at(-1)?.packets ?? 0) + 1;
      moments.push({ atMs, packets, energy: packets });
    }
  });
  await new Promise<void>((resolve, reject) => {
    tcpdump.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('listening on')) resolve();
    });
    tcpdump.once('exit', () => reject(new Error('tcpdump did not listen')));
  });
  // Nothing that comes is a moment too.
  const clock = setInterval(() => {
    const { packets = 0, energy = 0 } = moments.at(-1) ?? {};
    moments.push({ atMs: Date.now(), packets, energy });
  }, 40);
  return {
    soFar: () => [...moments].sort((a, b) => a.atMs - b.atMs || a.packets - b.packets),
    async end() {
      clearInterval(clock);
      const closed = once(tcpdump, 'close');
      tcpdump.kill();
      await closed;
    },
  };
}
