// npm run lab: holds a lab open to play in, clears what one has left, says what is there.
import { existsSync } from 'node:fs';
import { LabError } from './network/lab-error.ts';
import { NAT_KINDS, isNatKind } from './network/nat/kinds.ts';
import { raiseNetwork } from './network/raise.ts';
import { holderLine, isHeld, takeLab } from './network/run/guardian.ts';
import { ensurePackages } from './network/run/packages.ts';
import { NAMES, NAMESPACES } from './network/topology.ts';
import type { LabNetwork, NatKind } from './network/types.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const USAGE = `npm run lab -- up [--nat KIND,KIND]   raise the lab and hold it until Ctrl-C
npm run lab -- down                   clear what a lab has left on this machine
npm run lab -- status                 who holds the lab, and which namespaces are there
npm run lab -- install                install the Debian packages it needs
KIND is one of ${NAT_KINDS.join(', ')}.`;

function natsOf(args: readonly string[]): readonly [NatKind, NatKind] {
  const at = args.indexOf('--nat');
  const [first = 'portRestricted', second = first] = at < 0 ? [] : (args[at + 1] ?? '').split(',');
  if (isNatKind(first) && isNatKind(second)) return [first, second];
  throw new LabError(`--nat takes two of ${NAT_KINDS.join(', ')}.`);
}

function describe(network: LabNetwork): void {
  for (const { namespace, address, nat, publicAddress } of network.clients)
    say(`${namespace.padEnd(14)} client  ${address}, ${nat}, seen as ${publicAddress}`);
  for (const { namespace, addresses } of Object.values(network.hosts))
    say(`${namespace.padEnd(14)} host    ${addresses.join(', ')}`);
  say(`Names: ${Object.keys(NAMES).join(', ')}`);
  say(`Run a command in one:  ip netns exec ${network.clients[0].namespace} COMMAND`);
  say('Ctrl-C takes the lab away.');
}

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    const hold = setInterval(() => undefined, 60_000);
    const end = (): void => {
      clearInterval(hold);
      resolve();
    };
    // not once: a second Ctrl-C must not cut the lowering short
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  });

async function up(args: readonly string[]): Promise<number> {
  const network = await raiseNetwork({ nat: natsOf(args), patienceMs: 0 });
  try {
    describe(network);
    await interrupted();
  } finally {
    await network.lower();
  }
  return 0;
}

async function down(): Promise<number> {
  if (await isHeld()) throw new LabError(`${holderLine()}. End that one: it clears up itself.`);
  const release = await takeLab(0, say);
  await release();
  return 0;
}

async function status(): Promise<number> {
  say((await isHeld()) ? holderLine() : 'Free.');
  const there = NAMESPACES.filter((name) => existsSync(`/run/netns/${name}`));
  if (there.length > 0) say(`Namespaces: ${there.join(' ')}`);
  return 0;
}

async function run([command, ...rest]: readonly string[]): Promise<number> {
  switch (command) {
    case 'up':
      return up(rest);
    case 'down':
      return down();
    case 'status':
      return status();
    case 'install':
      await ensurePackages();
      return 0;
    default:
      say(USAGE);
      return command === undefined ? 0 : 2;
  }
}

/** Runs one command line; resolves to the exit code. */
export async function lab(args: readonly string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
