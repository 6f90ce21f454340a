// What a newcomer waits for: `npm start` in a fresh clone, to the first page served. npm's own cache is warm.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import type { Result } from './result.ts';

const LIMIT_MS = 10 * 60_000;

/** Starts and resolves to the seconds until the page came, and what ends the server. */
async function start(folder: string): Promise<{ seconds: number; stop: () => Promise<void> }> {
  const startedAt = Date.now();
  const child = spawn('npm', ['start', '--', '--port', '0', '--json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  const origin = await new Promise<string>((resolve, reject) => {
    let output = '';
    const limit = setTimeout(() => reject(new Error(`npm start took too long: ${output}`)), LIMIT_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /\{.*"origin":"([^"]+)"/u.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(limit);
      resolve(found);
    });
    void ended.then(() => reject(new Error(`npm start ended early: ${output}`)));
  });
  const response = await fetch(origin);
  if (!response.ok) throw new Error(`the page answered ${String(response.status)}`);
  return { seconds: (Date.now() - startedAt) / 1000, stop };
}

export async function measure(): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bothways-clone-'));
  try {
    const { status } = spawnSync('git', ['clone', '--quiet', '--depth=1', `file://${root}`, folder]);
    if (status !== 0) throw new Error('git clone failed');
    const first = await start(folder);
    await first.stop();
    const second = await start(folder);
    await second.stop();
    return [
      {
        what: 'npm start in a fresh clone to the first page (npm cache warm)',
        value: first.seconds,
        unit: 's',
      },
      { what: 'npm start after that', value: second.seconds, unit: 's' },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
