// Starts the lab's ACME server on a host of its own.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstLine } from '../../network/run/first-line.ts';
import { RUN_FOLDER } from '../../network/run/places.ts';
import type { LabNetwork } from '../../network/types.ts';

const PORT = 14_000;

/** Where certbot finds it, and the root (PEM) behind its certificates. */
export interface Acme {
  readonly directory: string;
  readonly root: string;
}

export async function startAcme(network: LabNetwork): Promise<Acme> {
  const { namespace, addresses } = network.hosts.probe;
  const folder = join(RUN_FOLDER, 'acme');
  mkdirSync(folder, { recursive: true });
  const { command, args } = await network.program('tests/lab/deploy/programs/acme.ts');
  const line = [...args, addresses[0] ?? '', String(PORT), folder];
  const child = network.spawn(namespace, command, line, { stdio: ['ignore', 'pipe', 'inherit'] });
  await firstLine(child, 'the ACME server');
  child.stdout?.destroy();
  child.unref();
  const root = readFileSync(join(folder, 'root.pem'), 'utf8');
  return { directory: `http://${addresses[0] ?? ''}:${PORT}/directory`, root };
}
