// A `systemctl` for a machine without systemd: reads the same units and starts what they say, as whom they say.
// Knows only what docs/deploy.md and its hook use; anything else ends it with an error.
import { isActive, reload, signal, start, stop } from '../systemctl/service.ts';
import { readUnit } from '../systemctl/unit.ts';

const [command = '', ...rest] = process.argv.slice(2);
const options = rest.filter((word) => word.startsWith('-'));
const names = rest.filter((word) => !word.startsWith('-')).map((word) => word.replace(/\.service$/u, ''));

const each = async (task: (name: string) => Promise<void> | void): Promise<void> => {
  if (names.length === 0) throw new Error(`${command} what?`);
  for (const name of names) await task(name);
};

const COMMANDS: Readonly<Record<string, () => Promise<void> | void>> = {
  'daemon-reload': () => undefined, // units are read afresh each time
  enable: () => each((name) => void readUnit(name)),
  start: () => each(start),
  stop: () => each(stop),
  restart: () =>
    each(async (name) => {
      await stop(name);
      await start(name);
    }),
  reload: () => each(reload),
  kill: () => {
    const [, which = 'SIGTERM'] = /^--signal=(SIG\w+)$/u.exec(options[0] ?? '') ?? [];
    return each((name) => signal(name, which as NodeJS.Signals));
  },
  'is-active': () =>
    each((name) => {
      if (!options.includes('--quiet')) process.stdout.write(isActive(name) ? 'active\n' : 'inactive\n');
      if (!isActive(name)) process.exitCode = 3;
    }),
};

try {
  const run = COMMANDS[command];
  if (run === undefined) throw new Error(`systemctl ${command} is not known here.`);
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
