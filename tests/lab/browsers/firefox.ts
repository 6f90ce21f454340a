// The app in Firefox, in a client's namespace, driven by WebDriver BiDi. A fake microphone (a tone) comes from Firefox itself.
// Firefox is steered through a WebSocket on its own loopback, which the test can't reach: a bridge leads there.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect as connectSocket, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connect, type Browser, type Page } from 'puppeteer-core';
import { collectConnections } from '../../e2e/support/connections.ts';
import type { LabNetwork, Side } from '../network/types.ts';
import { act, isRegistered } from './in-page.ts';
import type { WalkedPage } from './walk.ts';

/** The same number inside the namespace and outside, so that Firefox sees the host it expects. */
const PORT = 9333;
const PATIENCE_MS = 20_000;

const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'remote.active-protocols': 1,
  'network.proxy.type': 0,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'app.update.enabled': false,
  'app.normandy.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'services.settings.server': 'data:,',
  'browser.safebrowsing.downloads.remote.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
};

async function writeProfile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bothways-firefox-'));
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(folder, 'user.js'), `${lines.join('\n')}\n`);
  return folder;
}

function listenOutside(path: string): Promise<Server> {
  const server = createServer((outside) => {
    const inside = connectSocket(path);
    const end = (): void => {
      outside.destroy();
      inside.destroy();
    };
    outside.on('error', end).on('close', end).pipe(inside);
    inside.on('error', end).on('close', end).pipe(outside);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(PORT, '127.0.0.1', () => {
      resolve(server);
    });
  });
}

async function connectWhenReady(): Promise<Browser> {
  const endMs = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await connect({
        browserWSEndpoint: `ws://127.0.0.1:${String(PORT)}/session`,
        protocol: 'webDriverBiDi',
        acceptInsecureCerts: true,
      });
    } catch (error) {
      // Firefox takes a second or two until it listens.
      if (Date.now() > endMs) throw new Error('Firefox did not answer', { cause: error });
      await wait(200);
    }
  }
}

export interface LabFirefox {
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Starts Firefox in the namespace of a side. */
export async function launchFirefox(network: LabNetwork, side: Side): Promise<LabFirefox> {
  const { namespace } = network.clients[side];
  const profile = await writeProfile();
  const path = join(profile, 'bridge.sock');
  const arguments_ = [
    '--headless',
    '--no-remote',
    '--profile',
    profile,
    '--remote-debugging-port',
    String(PORT),
  ];
  const firefox = network.spawn(namespace, 'firefox-esr', arguments_, {
    stdio: 'ignore',
    env: { ...process.env, HOME: profile },
  });
  const program = await network.program('tests/lab/support/programs/bridge.ts');
  const bridge = network.spawn(namespace, program.command, [...program.args, path, String(PORT)], {
    stdio: 'ignore',
  });
  const server = await listenOutside(path);
  const browser = await connectWhenReady();
  const close = async (): Promise<void> => {
    await browser.disconnect();
    server.close();
    bridge.kill();
    firefox.kill();
    await new Promise((resolve) => firefox.once('exit', resolve));
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  return { browser, close };
}

/** A new page to walk in, whose errors are gathered from the start. */
export async function firefoxPage(browser: Browser): Promise<WalkedPage & { close(): Promise<void> }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${String(error)}`));
  return {
    async goto(url): Promise<void> {
      await page.goto(url);
    },
    resize: (width, height) => page.setViewport({ width, height }),
    evaluate: (work, ...given) =>
      page.evaluate(`(${work.toString()})(...${JSON.stringify(given)})`) as Promise<never>,
    complaints: () => Promise.resolve(complaints),
    close: () => page.close(),
  };
}

/** The phone in Firefox, by the same names a person reads. */
export class FirefoxPhone {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the app by a provisioning link and says yes; nobody was signed in there before. */
  static async open(browser: Browser, origin: string, fragment: string): Promise<FirefoxPhone> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.evaluateOnNewDocument(collectConnections, {});
    await page.goto(`${origin}${fragment}`);
    const phone = new FirefoxPhone(page);
    await phone.click('Accept');
    await phone.until('the phone is registered', () => page.evaluate(isRegistered));
    return phone;
  }

  get page(): Page {
    return this.#page;
  }

  click(button: string): Promise<void> {
    return this.until(`a button ${button}`, () => this.#page.evaluate(act, 'button', button, null));
  }

  fill(field: string, text: string): Promise<void> {
    return this.until(`a field ${field}`, () => this.#page.evaluate(act, 'input', field, text));
  }

  /** Polls `condition` for 15 s. */
  async until(what: string, condition: () => Promise<boolean>): Promise<void> {
    const endMs = Date.now() + 15_000;
    while (Date.now() < endMs) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`Firefox: ${what} did not appear`);
  }

  close(): Promise<void> {
    return this.#page.browserContext().close();
  }
}
