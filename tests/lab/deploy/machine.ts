// A machine of its own for docs/deploy.md: the folders that its commands write are copies or empty, in a mount namespace on a host of
// the lab, so that the real machine stays as it is. `systemctl` there is programs/systemctl.ts.
import { appendFileSync, mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { firstLine } from '../network/run/first-line.ts';
import { RUN_FOLDER } from '../network/run/places.ts';
import { run, runIn } from '../network/run/process.ts';
import type { ExecResult, LabNetwork } from '../network/types.ts';
import { signalAll } from '../servers/processes/process-tree.ts';

/** Where the checkout is on that machine, as an administrator would have it. */
const CHECKOUT = '/srv/bothways';
const COPIED = ['/etc', '/var/lib/turn'];
const EMPTY = ['/run', '/srv', '/var/log', '/var/www', '/var/lib/letsencrypt', '/var/lib/nginx', '/usr/local/sbin', '/usr/local/lib'];
/** What the page's commands need of the project. */
const PROJECT = ['deploy', 'dist', 'package.json'];
const BLOCK_MS = 60_000;

/** `tools` holds programs that come first on the PATH. */
const script = (tools: string): string => `set -eu
mount -t tmpfs -o mode=755 tmpfs /mnt
for d in ${COPIED.join(' ')}; do mkdir -p /mnt/copies$d; cp -a $d/. /mnt/copies$d; done
mkdir -p /mnt/checkout
cp -r ${PROJECT.map((name) => inRoot(name)).join(' ')} /mnt/checkout
cp -r ${tools} /mnt/tools
for d in ${COPIED.join(' ')}; do mount --bind /mnt/copies$d $d; done
for d in ${EMPTY.join(' ')}; do mkdir -p $d; mount -t tmpfs -o mode=755 tmpfs $d; done
mkdir -p ${CHECKOUT} /var/log/nginx /run/lock
mount --bind /mnt/checkout ${CHECKOUT}
echo ready
exec sleep infinity
`;

async function writeTools(network: LabNetwork): Promise<string> {
  const folder = join(RUN_FOLDER, 'tools');
  mkdirSync(folder, { recursive: true });
  const { command, args } = await network.program('tests/lab/deploy/programs/systemctl.ts');
  writeFileSync(join(folder, 'systemctl'), `#!/bin/sh\nexec ${command} ${args.join(' ')} "$@"\n`, { mode: 0o755 });
  return folder;
}

export class Machine {
  readonly #pid: number;
  readonly #log = join(RUN_FOLDER, 'deploy.log');

  private constructor(pid: number) {
    this.#pid = pid;
  }

  /** A fresh one on this host of the lab, where ports below 1024 need a right, as they do in the world. */
  static async start(network: LabNetwork, namespace: string): Promise<Machine> {
    await runIn(namespace, 'echo 1024 > /proc/sys/net/ipv4/ip_unprivileged_port_start');
    const holder = ['--mount', '--propagation', 'private', 'sh', '-c', script(await writeTools(network))];
    const child = network.spawn(namespace, 'unshare', holder, { stdio: ['ignore', 'pipe', 'inherit'] });
    await firstLine(child, 'the machine for docs/deploy.md');
    child.stdout?.destroy();
    child.unref();
    if (child.pid === undefined) throw new Error('the machine has no process');
    return new Machine(child.pid);
  }

  /** Runs a script in the checkout, as root, up to its first failure. Throws with its output where it fails. */
  async run(text: string): Promise<string> {
    const result = await this.#exec(`set -eu\ncd ${CHECKOUT}\nset -x\n${text}`);
    appendFileSync(this.#log, result.stdout + result.stderr);
    if (result.code !== 0) throw new Error(`ended with ${result.code}:\n${(result.stderr + result.stdout).slice(-4000)}`);
    return result.stdout;
  }

  /** The end of all that runs there, and with it of its files. */
  end(): Promise<void> {
    const own = readlinkSync(`/proc/${this.#pid}/ns/mnt`);
    const isOurs = (pid: number): boolean => {
      try {
        return readlinkSync(`/proc/${pid}/ns/mnt`) === own;
      } catch {
        return false; // gone meanwhile
      }
    };
    signalAll(readdirSync('/proc').map(Number).filter(Number.isInteger).filter(isOurs), 'SIGKILL');
    return Promise.resolve();
  }

  #exec(text: string): Promise<ExecResult> {
    const path = `/mnt/tools:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin:${dirname(process.execPath)}`;
    const inside = ['-t', String(this.#pid), '--net', '--mount', 'env', '-i', `PATH=${path}`, 'LANG=C.UTF-8', 'HOME=/root'];
    return run('nsenter', [...inside, 'sh', '-c', text], { timeoutMs: BLOCK_MS });
  }
}
