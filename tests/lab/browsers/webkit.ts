// WebKitGTK's MiniBrowser under a virtual screen, steered by WebKitWebDriver (Debian: webkit2gtk-driver, xvfb). It has no WebRTC.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { WebDriverSession } from './webdriver.ts';

const LIBRARIES = '/usr/lib';
const PATIENCE_MS = 15_000;

async function findMiniBrowser(): Promise<string> {
  for (const machine of await readdir(LIBRARIES)) {
    if (!machine.includes('-linux-gnu')) continue;
    const folders = await readdir(join(LIBRARIES, machine));
    const found = folders.find((name) => /^webkit2gtk-4\.\d$/u.test(name));
    if (found !== undefined) return join(LIBRARIES, machine, found, 'MiniBrowser');
  }
  throw new Error('WebKitGTK has no MiniBrowser here: install webkit2gtk-driver');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}

/** The number of the display that Xvfb chose: it writes it as soon as it listens. */
function displayOf(screen: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const numbers = screen.stdio[3] as Readable;
    numbers.once('data', (chunk: Buffer) => {
      resolve(`:${chunk.toString().trim()}`);
    });
    screen.once('error', reject);
    screen.once('exit', () => {
      reject(new Error('Xvfb ended before it listened'));
    });
  });
}

async function isReady(driver: string): Promise<boolean> {
  try {
    return (await fetch(`${driver}/status`)).ok;
  } catch {
    return false; // not listening yet
  }
}

function kill(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  // The group: a driver that is killed leaves its browser behind.
  process.kill(-child.pid, 'SIGTERM');
}

export interface WebKit {
  readonly session: WebDriverSession;
  close(): Promise<void>;
}

/** Starts a browser with nothing kept from before. */
export async function launchWebKit(): Promise<WebKit> {
  const home = await mkdtemp(join(tmpdir(), 'bothways-webkit-'));
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const env = { ...process.env, HOME: home, XDG_RUNTIME_DIR: home, DISPLAY: await displayOf(screen) };
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${String(port)}`], {
    stdio: 'ignore',
    detached: true,
    env,
  });
  const end = async (): Promise<void> => {
    kill(driver);
    kill(screen);
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const address = `http://127.0.0.1:${String(port)}`;
    const endMs = Date.now() + PATIENCE_MS;
    while (!(await isReady(address))) {
      if (Date.now() > endMs) throw new Error('WebKitWebDriver does not answer');
      await wait(50);
    }
    const session = await WebDriverSession.open(address, {
      'webkitgtk:browserOptions': { binary: await findMiniBrowser(), args: ['--automation'] },
    });
    return {
      session,
      close: async (): Promise<void> => {
        await session.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
