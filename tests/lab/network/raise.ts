// Raises the lab: root, packages and kernel are looked at first, then namespaces, cables, rules and the name service. Whatever goes
// wrong on the way, nothing stays behind.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from './lab-error.ts';
import { startNameService } from './dns/service.ts';
import { reportKernelGaps } from './kernel.ts';
import { CABLES, SETUPS, SINK_RULES, SYSCTLS } from './raise-script.ts';
import { RaisedNetwork } from './raised-network.ts';
import { takeLab } from './run/guardian.ts';
import { ensurePackages } from './run/packages.ts';
import { RUN_FOLDER, netnsEtc } from './run/places.ts';
import { run, runIn } from './run/process.ts';
import { HOSTS, NAMES, NAMESPACES, NAME_SERVER } from './topology.ts';
import type { LabNetwork, NatKind } from './types.ts';

export interface RaiseOptions {
  /** What the clients are behind at first. Default `portRestricted` for both. */
  readonly nat?: readonly [NatKind, NatKind];
  /** More names for the name service, or other addresses for those it has. */
  readonly names?: Readonly<Record<string, string>>;
  /** How long to wait for another run to end, in ms. Default 60 000; 0 fails at once and says who it is. */
  readonly patienceMs?: number;
  /** Where a line for a person goes: waiting for another run, what this kernel lacks. Default stderr. */
  readonly say?: Say;
}

type Say = (line: string) => void;

const DEFAULT_PATIENCE_MS = 60_000;

const toStderr: Say = (line) => void process.stderr.write(`${line}\n`);

async function buildNamespaces(): Promise<void> {
  await run('ip', ['-batch', '-'], { input: `${CABLES}\n`, check: true });
  await Promise.all(
    SETUPS.map(({ namespace, lines }) => runIn(namespace, `${SYSCTLS}ip -batch -`, `${lines.join('\n')}\n`)),
  );
  await runIn(HOSTS.sink.namespace, 'nft -f -', SINK_RULES);
}

function writeResolvers(): void {
  for (const namespace of NAMESPACES) {
    mkdirSync(netnsEtc(namespace), { recursive: true });
    writeFileSync(join(netnsEtc(namespace), 'resolv.conf'), `nameserver ${NAME_SERVER}\n`);
  }
}

async function build(network: RaisedNetwork, options: RaiseOptions, say: Say): Promise<void> {
  const [first, second] = options.nat ?? ['portRestricted', 'portRestricted'];
  mkdirSync(RUN_FOLDER, { recursive: true });
  writeResolvers();
  await buildNamespaces();
  await Promise.all([
    reportKernelGaps(say),
    startNameService(network, { ...NAMES, ...options.names }),
    network.setNat(0, first),
    network.setNat(1, second),
  ]);
}

/**
 * Raises the lab and resolves to it. `lower()` takes it away; so does the end of this process, whatever it ends of.
 * Throws `LabError`, in one line: not root, another run has it, the kernel lacks something (with CI=true).
 */
export async function raiseNetwork(options: RaiseOptions = {}): Promise<LabNetwork> {
  if (process.getuid?.() !== 0)
    throw new LabError('The lab makes network namespaces and needs root on Linux.');
  const say = options.say ?? toStderr;
  await ensurePackages();
  const release = await takeLab(options.patienceMs ?? DEFAULT_PATIENCE_MS, say);
  const network = new RaisedNetwork(release);
  try {
    await build(network, options, say);
    return network;
  } catch (error) {
    await release();
    throw error;
  }
}
