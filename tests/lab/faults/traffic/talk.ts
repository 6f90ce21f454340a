// A TCP connection from a client to a machine out there that echoes: to see whether it still carries anything.
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { firstLine } from '../../network/run/first-line.ts';
import type { LabNetwork, Side } from '../../network/types.ts';
import { REFLECTOR_PORT } from './measure.ts';

const LOOK_EVERY_MS = 10;

export interface Talk {
  /** Sends a word; resolves to whether it came back within `patienceMs`. Words must differ. */
  echoes(word: string, patienceMs: number): Promise<boolean>;
  /** Whether it has come back by now. */
  heard(word: string): boolean;
  isClosed(): boolean;
  end(): Promise<void>;
}

/** Connects; the reflector must run. */
export async function startTalk(network: LabNetwork, side: Side): Promise<Talk> {
  const { command, args } = await network.program('tests/lab/faults/traffic/programs/talker.ts');
  const [address = ''] = network.hosts.probe.addresses;
  const child = network.spawn(
    network.clients[side].namespace,
    command,
    [...args, address, String(REFLECTOR_PORT)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await firstLine(child, 'the talker');
  const heard = (word: string): boolean => output.split('\n').includes(word);
  return {
    heard,
    isClosed: () => heard('closed'),
    async echoes(word, patienceMs) {
      child.stdin?.write(`${word}\n`);
      for (const until = Date.now() + patienceMs; Date.now() < until && !heard(word);)
        await wait(LOOK_EVERY_MS);
      return heard(word);
    },
    async end() {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}
