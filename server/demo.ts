// Entry: the web server of the demo, and `startDemo` for tests that want one of their own.
// Owns the defaults that depend on where this file lies, and the end by Ctrl-C.
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEMO_HELP, readDemoCommand, type DemoCommand } from './demo-options.ts';
import { greeting } from './demo/greeting.ts';
import { startDemo as startDemoWith, type Demo, type DemoOptions } from './demo/start-demo.ts';

export type { Demo, DemoOptions } from './demo/start-demo.ts';

const here = fileURLToPath(import.meta.url);
const folder = dirname(here);

/** Starts a demo; the built app, the PBX entry and the state folder are found next to this file unless given. */
export function startDemo(options: Partial<DemoOptions> = {}): Promise<Demo> {
  return startDemoWith({
    site: join(folder, '..', 'dist'),
    pbxModule: join(folder, 'pbx.js'),
    state: join(folder, '..', '.demo'),
    ...options,
  });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function greet(demo: Demo, command: DemoCommand): Promise<void> {
  if (command.json) {
    print(JSON.stringify({ origin: demo.origin }));
    return;
  }
  const links = await Promise.all(
    ['1001', '1002'].map(async (extension) => ({
      extension,
      url: await demo.setupLink(extension),
    })),
  );
  const { origin, port, authorityUrl } = demo;
  const colours = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  const like = command.like.name === 'demo' ? undefined : command.like.title;
  const inputs = { origin, port, authorityUrl, links, wantedPort: command.port, colours, like };
  for (const line of greeting(inputs)) print(line);
  if (demo.authorityFingerprint !== undefined) {
    print('  Compare before you trust the certificate on another device. Its fingerprint (SHA-256) is');
    print(`  ${demo.authorityFingerprint}\n`);
  }
}

function endWhenTold(demo: Demo): void {
  const end = (): void => {
    demo.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  process.once('SIGHUP', end);
}

async function main(): Promise<void> {
  const command = readDemoCommand(process.argv.slice(2));
  if (command.help) {
    print(DEMO_HELP);
    return;
  }
  const { port, host, lan, site, state, like } = command;
  const demo = await startDemo({
    port,
    lan,
    pbxArgs: ['--like', like.name, ...command.pbxArgs],
    ...(host === undefined ? {} : { host }),
    ...(site === undefined ? {} : { site }),
    ...(state === undefined ? {} : { state }),
    onPbxRestart: () => {
      process.stderr.write('the demo PBX has ended and is started again\n');
    },
  });
  endWhenTold(demo);
  await greet(demo, command);
}

function isRunDirectly(): boolean {
  const script = process.argv[1];
  return script !== undefined && realpathSync(script) === realpathSync(here);
}

if (isRunDirectly()) {
  main().catch((error: unknown) => {
    process.stderr.write(
      `the demo could not start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(1);
  });
}
