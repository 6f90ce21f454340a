// What a unit's process finds: its environment, and its command line with that filled in (systemd.exec(5), systemd.service(5)).
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lastOf, type Unit } from './unit.ts';

export type Environment = Readonly<Record<string, string>>;

/** systemd's own, and where this machine has Node. */
const PATH = `/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:${dirname(process.execPath)}`;

/** `Environment=` holds assignments, each in quotes as a whole or bare. */
function assignments(text: string): Environment {
  const found = [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/gu)];
  const pairs = found.map(([, single, double, plain]) => single ?? double ?? plain ?? '');
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

function filesOf(value: string): readonly string[] {
  const path = value.replace(/^-/u, '');
  if (!path.endsWith('/*')) {
    if (existsSync(path)) return [path];
    if (value.startsWith('-')) return [];
    throw new Error(`the environment file ${path} is not there`);
  }
  const folder = dirname(path);
  return existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [];
}

function fromFile(path: string): Environment {
  const set = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => /^[A-Za-z_]\w*=/u.test(line));
  return Object.fromEntries(
    set.map((line) => {
      const [, name = '', value = ''] = /^(\w+)=(.*)$/u.exec(line) ?? [];
      return [name, value.replace(/^(["'])(.*)\1$/u, '$2')];
    }),
  );
}

/** `Environment=` first, then the files, then what systemd itself sets. */
export function environmentOf(unit: Unit, credentials: string | undefined): Environment {
  const set = (unit.get('Environment') ?? []).map(assignments);
  const files = (unit.get('EnvironmentFile') ?? []).flatMap(filesOf).map(fromFile);
  return Object.assign(
    { PATH, LANG: 'C.UTF-8' },
    ...set,
    ...files,
    credentials === undefined ? {} : { CREDENTIALS_DIRECTORY: credentials },
  ) as Environment;
}

/** One command of a unit: what may stand before its path, and its words. */
export interface Command {
  /** `-`: its failure is none. */
  readonly mayFail: boolean;
  /** `+`: as root, with all rights. */
  readonly asRoot: boolean;
  readonly words: readonly string[];
}

/** Reads `ExecStart=` and its kin; `$NAME` alone becomes as many words as it holds, `${NAME}` one. */
export function commandOf(line: string, environment: Environment): Command {
  const [, marks = '', rest = ''] = /^([-+@!:]*)(.*)$/u.exec(line) ?? [];
  const words = [...rest.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/gu)].flatMap(([, single, double, plain]) => {
    const text = single ?? double ?? plain ?? '';
    const [, alone] = /^\$(\w+)$/u.exec(text) ?? [];
    if (alone !== undefined) return (environment[alone] ?? '').split(/\s+/u).filter(Boolean);
    return [text.replace(/\$\{(\w+)\}/gu, (_, name: string) => environment[name] ?? '')];
  });
  return { mayFail: marks.includes('-'), asRoot: marks.includes('+'), words };
}

/** The commands under a name, in order. */
export const commandsOf = (unit: Unit, name: string, environment: Environment): readonly Command[] =>
  (unit.get(name) ?? []).map((line) => commandOf(line, environment));

export const umaskOf = (unit: Unit): string => lastOf(unit, 'UMask') ?? '0022';
