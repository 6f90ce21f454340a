// As whom a unit runs: its user, group, capabilities and limits, put before its command line (setpriv(1), prlimit(1)).
import { readFileSync } from 'node:fs';
import { run } from '../../network/run/process.ts';
import { isOn, lastOf, type Unit } from './unit.ts';

/** Of the range that systemd keeps for DynamicUser. */
const DYNAMIC_ID = 64_321;

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

function idOf(file: string, name: string): number {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  if (line === undefined) throw new Error(`there is no ${name} in ${file}`);
  return Number(line.split(':')[2]);
}

/** Who the unit's processes and files belong to. */
export function ownerOf(unit: Unit): Owner {
  if (isOn(unit, 'DynamicUser')) return { uid: DYNAMIC_ID, gid: DYNAMIC_ID };
  const user = lastOf(unit, 'User');
  if (user === undefined) return { uid: 0, gid: 0 };
  return { uid: idOf('/etc/passwd', user), gid: idOf('/etc/group', lastOf(unit, 'Group') ?? user) };
}

function capabilities(unit: Unit): readonly string[] {
  const words = (unit.get('AmbientCapabilities') ?? []).join(' ').split(/\s+/u).filter(Boolean);
  const added = words.map((word) => `+${word.replace(/^CAP_/u, '').toLowerCase()}`);
  const ambient = ['-all', ...added].join(',');
  const bounding = unit.has('CapabilityBoundingSet') ? ['--bounding-set', ambient] : [];
  return ['--inh-caps', ambient, '--ambient-caps', ambient, ...bounding];
}

/** What stands before the command of a unit that is not root's; nothing for root's. */
function asOwner(unit: Unit): readonly string[] {
  const { uid, gid } = ownerOf(unit);
  if (uid === 0) return [];
  const groups = isOn(unit, 'DynamicUser') ? '--clear-groups' : '--init-groups';
  const locked = isOn(unit, 'NoNewPrivileges') || isOn(unit, 'DynamicUser') ? ['--no-new-privs'] : [];
  return ['setpriv', '--reuid', String(uid), '--regid', String(gid), groups, ...locked, ...capabilities(unit), '--'];
}

/** The open files that the unit asks for, as far as this machine lets anybody have them. */
async function withLimit(unit: Unit): Promise<readonly string[]> {
  const asked = Number(lastOf(unit, 'LimitNOFILE') ?? 0);
  if (asked === 0) return [];
  const { stdout } = await run('sh', ['-c', 'ulimit -Hn'], { check: true });
  const most = stdout.trim() === 'unlimited' ? asked : Number(stdout);
  if (most < asked) process.stderr.write(`this machine allows ${most} open files of the ${asked} asked for\n`);
  const files = Math.min(asked, most);
  return ['prlimit', `--nofile=${files}:${files}`, '--'];
}

/** The command line that runs `words` as the unit would. */
export async function withRights(unit: Unit, words: readonly string[]): Promise<readonly string[]> {
  return [...(await withLimit(unit)), ...asOwner(unit), ...words];
}
