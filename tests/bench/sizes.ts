// How much a browser downloads: before sign-in, and all the JavaScript there is, after gzip.
import { spawnSync } from 'node:child_process';
import { bin, root } from '../../scripts/lib/paths.mjs';
import type { Result } from './result.ts';

interface Size {
  readonly name: string;
  readonly size: number;
}

export function measure(): readonly Result[] {
  const { stdout } = spawnSync(process.execPath, [bin.sizeLimit, '--json'], { cwd: root, encoding: 'utf8' });
  const sizes = JSON.parse(stdout) as readonly Size[];
  return sizes.map(({ name, size }) => ({ what: `Size: ${name}`, value: size / 1000, unit: 'kB gzip' }));
}
