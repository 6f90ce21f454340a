// The lab comes up, answers names, keeps to itself, and leaves nothing behind however it ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { raiseNetwork } from './raise.ts';
import { firstLine } from './run/first-line.ts';
import { HOLDER_FILE, RUN_FOLDER, netnsEtc } from './run/places.ts';
import { run } from './run/process.ts';
import { NAMESPACES } from './topology.ts';
import type { LabNetwork } from './types.ts';

let network: LabNetwork | undefined;
const raise = async (): Promise<LabNetwork> => {
  network = await raiseNetwork({ patienceMs: 50_000 });
  return network;
};
afterEach(async () => {
  await network?.lower();
  network = undefined;
});

/** All that a lab may leave on the machine. */
async function leftovers(): Promise<readonly string[]> {
  const links = await run('ip', ['-br', 'link'], { check: true });
  return [
    ...NAMESPACES.filter((name) => existsSync(`/run/netns/${name}`)),
    ...[HOLDER_FILE, RUN_FOLDER, ...NAMESPACES.map(netnsEtc)].filter((path) => existsSync(path)),
    ...links.stdout.split('\n').filter((line) => /^(?:p-|lab-|port|lan|wan|cgn)/u.test(line)),
  ];
}

describe('names and addresses', () => {
  it('resolves the names of the lab in a client, and no other name', async () => {
    const { exec, clients } = await raise();
    const known = await exec(clients[0].namespace, 'getent', ['ahostsv4', 'turn.lab.test']);
    const unknown = await exec(clients[0].namespace, 'getent', ['ahostsv4', 'example.com']);
    expect(known.stdout).toContain('203.0.113.20');
    expect(unknown.code).not.toBe(0);
  });

  it('swallows what is sent to private addresses without a word', async () => {
    const { exec, hosts } = await raise();
    const script = `
      const socket = require('node:dgram').createSocket('udp4');
      socket.connect(9, '192.168.1.10', () => { socket.send('x'); setTimeout(() => socket.send('y'), 100); });
      socket.on('error', (error) => { console.log(error.code); process.exit(); });
      setTimeout(() => { console.log('silence'); process.exit(); }, 300);`;
    const { stdout } = await exec(hosts.turn.namespace, process.execPath, ['-e', script]);
    expect(stdout.trim()).toBe('silence');
  });

  it('has no way out to the machine it is on', async () => {
    const { exec } = await raise();
    for (const namespace of NAMESPACES) {
      const { stdout } = await exec(namespace, 'ip', ['-o', 'route', 'get', '1.1.1.1']);
      expect(stdout).not.toMatch(/dev (?!wan|eth0|cgn)/u);
    }
  });

  it('runs a program in a namespace through a wrapper', async () => {
    const lab = await raise();
    const wrapper = await lab.wrapper(lab.clients[1].namespace, '/sbin/ip');
    const { stdout } = await run(wrapper, ['-br', '-4', 'addr', 'show', 'eth0'], { check: true });
    expect(stdout).toContain(lab.clients[1].address);
  });
});

describe('the end', () => {
  it('leaves nothing behind, with a process still running in a namespace', async () => {
    const lab = await raise();
    const child = lab.spawn(lab.clients[0].namespace, 'sleep', ['600'], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    await lab.lower();
    await ended;
    expect(await leftovers()).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('leaves nothing behind after %s', async (signal) => {
    const child = spawn(process.execPath, [inRoot('scripts/lab.mjs'), 'up'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await firstLine(child, 'npm run lab');
    expect(await leftovers()).not.toEqual([]);
    child.kill(signal);
    await once(child, 'exit');
    await vi.waitFor(async () => expect(await leftovers()).toEqual([]), { timeout: 5_000 });
  });

  it('may be asked for twice', async () => {
    const lab = await raise();
    await Promise.all([lab.lower(), lab.lower()]);
    expect(await leftovers()).toEqual([]);
  });
});

describe('a second run', () => {
  it('is told who holds the lab', async () => {
    await raise();
    await expect(raiseNetwork({ patienceMs: 0 })).rejects.toThrow(`held by process ${process.pid} `);
  });

  it('waits for the first to end', async () => {
    const first = await raise();
    const lines: string[] = [];
    const second = raiseNetwork({ patienceMs: 20_000, say: (line) => lines.push(line) });
    await vi.waitFor(() => expect(lines[0]).toMatch(/held by process \d+ .*Waiting/u), { timeout: 5_000 });
    await first.lower();
    network = await second;
    expect((await network.exec('lab-c2', 'true')).code).toBe(0);
  });

  it('clears what a crashed one left', async () => {
    await run('ip', ['netns', 'add', 'lab-c1'], { check: true });
    const { exec } = await raise();
    const { stdout } = await exec('lab-c1', 'cat', ['/etc/resolv.conf']);
    expect(stdout).toBe(readFileSync(`${netnsEtc('lab-c1')}/resolv.conf`, 'utf8'));
  });
});
