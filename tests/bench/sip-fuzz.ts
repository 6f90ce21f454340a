// npm run bench -- sip-fuzz: a million damaged SIP messages at phones in calls, in three processes. Any that escapes, any request that could
// be read and got no answer, and any call that damaged answers leave open fails it.
import { spawnSync } from 'node:child_process';
import { bin, root } from '../../scripts/lib/paths.mjs';
import type { Result } from './result.ts';

const EACH = 334_000;
const FLOODS = ['fuzz-one', 'fuzz-other', 'fuzz-answers'];

export function measure(): readonly Result[] {
  const startedAt = performance.now();
  const args = [bin.vitest, 'run', '--project', 'unit', ...FLOODS];
  const env = { ...process.env, BOTHWAYS_FUZZ: String(EACH) };
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env });
  if (status !== 0) throw new Error(`a flood did harm: ${stdout}`);
  const seconds = (performance.now() - startedAt) / 1000;
  const count = EACH * FLOODS.length;
  return [
    { what: 'SIP fuzzing: damaged messages survived', value: count, unit: '' },
    { what: 'SIP fuzzing: time', value: seconds, unit: 's' },
    { what: 'SIP fuzzing: rate', value: count / seconds, unit: 'a second' },
  ];
}
