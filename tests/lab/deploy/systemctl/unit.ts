// Reads units as systemd does (systemd.syntax(7)): the file, then its drop-ins; an empty assignment clears a list.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['/etc/systemd/system', '/lib/systemd/system'];

/** What the stand-in does what systemd would do for. */
const HONOURED = [
  'AmbientCapabilities',
  'CapabilityBoundingSet',
  'DynamicUser',
  'Environment',
  'EnvironmentFile',
  'ExecReload',
  'ExecStart',
  'ExecStartPre',
  'ExecStop',
  'Group',
  'LimitNOFILE',
  'LoadCredential',
  'NoNewPrivileges',
  'PIDFile',
  'RemainAfterExit',
  'RuntimeDirectory',
  'RuntimeDirectoryMode',
  'Type',
  'UMask',
  'User',
];

/** What only a real systemd does: order, sandbox, memory, restarts. docs/deploy.md says so. */
const LEFT_OUT =
  /^(?:Protect\w+|Private\w+|Restrict\w+|SystemCall\w+|Inaccessible\w+|IPAddress\w+|Restart\w*|Kill\w+|Timeout\w+|ExecStopPost|LockPersonality|RemoveIPC|MemoryMax|TasksMax|StandardInput)$/u;

/** The settings of a unit's [Service], each with all its values in order. */
export type Unit = ReadonlyMap<string, readonly string[]>;

function lines(text: string): readonly string[] {
  return text
    .replace(/\\\n/gu, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#;]/u.test(line));
}

/** Adds the [Service] of a text to what is there. Throws for a setting that the stand-in knows nothing of. */
function addService(unit: Map<string, readonly string[]>, text: string): void {
  let section = '';
  for (const line of lines(text)) {
    if (line.startsWith('[')) section = line;
    else if (section === '[Service]') {
      const [, name = '', value = ''] = /^(\w+)\s*=\s*(.*)$/u.exec(line) ?? [];
      if (!HONOURED.includes(name) && !LEFT_OUT.test(name)) throw new Error(`what to do with "${line}"?`);
      unit.set(name, value === '' ? [] : [...(unit.get(name) ?? []), value]);
    }
  }
}

/** The unit `name` (without `.service`) with its drop-ins; throws where there is none. */
export function readUnit(name: string): Unit {
  const folder = FOLDERS.find((each) => existsSync(join(each, `${name}.service`)));
  if (folder === undefined) throw new Error(`Unit ${name}.service not found.`);
  const unit = new Map<string, readonly string[]>();
  addService(unit, readFileSync(join(folder, `${name}.service`), 'utf8'));
  const dropIns = join('/etc/systemd/system', `${name}.service.d`);
  const files = existsSync(dropIns) ? readdirSync(dropIns).sort() : [];
  for (const file of files.filter((each) => each.endsWith('.conf')))
    addService(unit, readFileSync(join(dropIns, file), 'utf8'));
  return unit;
}

export const lastOf = (unit: Unit, name: string): string | undefined => unit.get(name)?.at(-1);
export const isOn = (unit: Unit, name: string): boolean => /^(?:yes|true|1|on)$/u.test(lastOf(unit, name) ?? '');
