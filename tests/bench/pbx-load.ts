// The demo PBX with 50 calls at once: what it costs in CPU and memory. The load comes from pbx-load.mjs beside this file.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import type { Result } from './result.ts';

const SCRIPT = join(import.meta.dirname, 'pbx-load.mjs');

export function measure(): readonly Result[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, [SCRIPT, '--json'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the load script failed: ${stderr}`);
  return JSON.parse(stdout) as readonly Result[];
}
