// The demo PBX with 50 echo calls at once: what it costs and whether every call is served. The load is pbx-load.mjs's.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import type { Result } from './result.ts';

const SCRIPT = join(import.meta.dirname, 'pbx-load.mjs');

/** The one line of JSON that the script prints. */
interface Load {
  readonly calls: number;
  readonly firstAudioMs: { readonly median: number; readonly worst: number };
  readonly packetsPerSecond: { readonly worst: number; readonly median: number };
  readonly cpuPercent: number;
  readonly megabytes: { readonly idle: number; readonly loaded: number };
}

export function measure(): readonly Result[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, [SCRIPT], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the load script failed: ${stderr}`);
  const { calls, firstAudioMs, packetsPerSecond, cpuPercent, megabytes } = JSON.parse(stdout) as Load;
  const about = `PBX, ${String(calls)} calls at once`;
  return [
    { what: `${about}: CPU`, value: cpuPercent, unit: '% of a core' },
    { what: `${about}: memory`, value: megabytes.loaded, unit: 'MB' },
    { what: `${about}: packets to the worst call`, value: packetsPerSecond.worst, unit: 'a second' },
    { what: `${about}: first audio, median`, value: firstAudioMs.median, unit: 'ms' },
    { what: `${about}: first audio, slowest`, value: firstAudioMs.worst, unit: 'ms' },
    { what: 'PBX idle: memory', value: megabytes.idle, unit: 'MB' },
  ];
}
