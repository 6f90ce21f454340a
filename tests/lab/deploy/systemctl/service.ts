// Starts and ends a unit as systemd would, as far as a server on the lab's machine can tell. What runs is kept in /run/units.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive, processTree, signalAll } from '../../servers/processes/process-tree.ts';
import { commandsOf, environmentOf, umaskOf, type Command, type Environment } from './environment.ts';
import { makeFolders } from './folders.ts';
import { ownerOf, withRights } from './rights.ts';
import { isOn, lastOf, readUnit, type Unit } from './unit.ts';

const RUNNING = '/run/units';
const LOGS = '/var/log/units';
const END_MS = 5000;
const START_MS = 10_000;
const LOOK_AGAIN_MS = 20;
/** A server that can't read its files has ended by then. */
const LIVES_MS = 300;

const pidFile = (name: string): string => join(RUNNING, name);

/** The main process of a unit; 0 for one that needs none (oneshot). Undefined where it does not run. */
function mainPid(name: string): number | undefined {
  if (!existsSync(pidFile(name))) return undefined;
  const pid = Number(readFileSync(pidFile(name), 'utf8'));
  return pid === 0 || isAlive(pid) ? pid : undefined;
}

export const isActive = (name: string): boolean => mainPid(name) !== undefined;

/** Runs one command of a unit and resolves to its process; with `detached` it is left running. */
async function launch(name: string, unit: Unit, command: Command, environment: Environment, detached: boolean) {
  const words = command.asRoot ? command.words : await withRights(unit, command.words);
  mkdirSync(LOGS, { recursive: true });
  const log = openSync(join(LOGS, name), 'a');
  const script = `umask ${umaskOf(unit)}; exec "$@"`;
  return spawn('sh', ['-c', script, name, ...words], {
    cwd: '/',
    env: environment,
    detached,
    stdio: ['ignore', log, log],
  });
}

/** Runs the commands under a setting to their ends; throws where one fails that may not. */
async function runAll(name: string, unit: Unit, setting: string, environment: Environment): Promise<void> {
  for (const command of commandsOf(unit, setting, environment)) {
    const child = await launch(name, unit, command, environment, false);
    const code = await new Promise<number>((resolve) => {
      child.once('exit', (status) => resolve(status ?? 1));
      child.once('error', () => resolve(127));
    });
    if (code !== 0 && !command.mayFail)
      throw new Error(`${name}: ${setting} "${command.words.join(' ')}" ended with ${code}; ${readLog(name)}`);
  }
}

const readLog = (name: string): string => readFileSync(join(LOGS, name), 'utf8').slice(-1500);

/** Type=forking: the command ends once the server runs and has written its PID. */
async function startForking(name: string, unit: Unit, environment: Environment): Promise<number> {
  await runAll(name, unit, 'ExecStart', environment);
  const file = lastOf(unit, 'PIDFile') ?? '';
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (pid > 0 && isAlive(pid)) return pid;
    await wait(LOOK_AGAIN_MS);
  }
  throw new Error(`${name}: no process is named in ${file}; ${readLog(name)}`);
}

async function startSimple(name: string, unit: Unit, environment: Environment): Promise<number> {
  const [command] = commandsOf(unit, 'ExecStart', environment);
  if (command === undefined) throw new Error(`${name} has no ExecStart`);
  const child = await launch(name, unit, command, environment, true);
  await wait(LIVES_MS);
  if (child.pid === undefined || child.exitCode !== null) throw new Error(`${name} ended; ${readLog(name)}`);
  child.unref();
  return child.pid;
}

export async function start(name: string): Promise<void> {
  if (isActive(name)) return;
  const unit = readUnit(name);
  const environment = environmentOf(unit, makeFolders(name, unit, ownerOf(unit)));
  await runAll(name, unit, 'ExecStartPre', environment);
  mkdirSync(RUNNING, { recursive: true });
  const type = lastOf(unit, 'Type') ?? 'simple';
  if (type === 'oneshot') {
    await runAll(name, unit, 'ExecStart', environment);
    if (isOn(unit, 'RemainAfterExit')) writeFileSync(pidFile(name), '0');
    return;
  }
  const begin = type === 'forking' ? startForking : startSimple;
  writeFileSync(pidFile(name), String(await begin(name, unit, environment)));
}

/** SIGTERM to the main process; whatever of it is left after five seconds is killed. */
export async function stop(name: string): Promise<void> {
  const pid = mainPid(name);
  if (pid === undefined) return;
  const unit = readUnit(name);
  const tree = pid === 0 ? [] : processTree(pid);
  await runAll(name, unit, 'ExecStop', environmentOf(unit, undefined));
  if (pid > 0) signalAll([pid], 'SIGTERM');
  const until = Date.now() + END_MS;
  while (tree.some(isAlive)) {
    if (Date.now() > until) signalAll(tree, 'SIGKILL');
    await wait(LOOK_AGAIN_MS);
  }
  rmSync(pidFile(name));
}

export async function reload(name: string): Promise<void> {
  if (!isActive(name)) throw new Error(`${name} does not run.`);
  const unit = readUnit(name);
  if (!unit.has('ExecReload')) throw new Error(`${name} can't be reloaded.`);
  await runAll(name, unit, 'ExecReload', environmentOf(unit, undefined));
}

export function signal(name: string, which: NodeJS.Signals): void {
  const pid = mainPid(name);
  if (pid === undefined || pid === 0) throw new Error(`${name} has no process.`);
  signalAll([pid], which);
}
