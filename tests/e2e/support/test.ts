// The `test` of every end-to-end file: a demo for each worker, phones on request, and a last look at what may never happen.
import { test as base, type BrowserContextOptions } from '@playwright/test';
import { collectConnections, type ConnectionLimits } from './connections.ts';
import { startDemo, type Demo } from './demo.ts';
import { PhonePage } from './phone.ts';
import { watchContext } from './watch.ts';

export interface PhoneOptions extends ConnectionLimits {
  readonly context?: BrowserContextOptions;
}

/** Opens a phone in a browser context of its own: own storage, own service worker. */
export type NewPhone = (options?: PhoneOptions) => Promise<PhonePage>;

interface PerTest {
  /** Console errors that a test brings about on purpose. */
  readonly expectedComplaints: RegExp;
  readonly newPhone: NewPhone;
  /** One phone, not signed in. */
  readonly phone: PhonePage;
}

interface PerWorker {
  /** The server that the PBX behaves like. */
  readonly like: string;
  readonly demo: Demo;
}

export const test = base.extend<PerTest, PerWorker>({
  like: ['demo', { option: true, scope: 'worker' }],

  demo: [
    async ({ like }, use) => {
      const demo = await startDemo({ pbxArgs: ['--like', like] });
      await use(demo);
      await demo.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  expectedComplaints: [/^(?!)/u, { option: true }],

  newPhone: async ({ browser, demo, expectedComplaints }, use) => {
    const phones: PhonePage[] = [];
    await use(async ({ context: contextOptions = {}, ...limits } = {}) => {
      const context = await browser.newContext({ permissions: ['microphone'], ...contextOptions });
      const watch = await watchContext(context, demo.origin);
      await context.addInitScript(collectConnections, limits);
      const phone = new PhonePage(await context.newPage(), demo, watch);
      phones.push(phone);
      return phone;
    });
    for (const { page } of phones) await page.context().close();
    const unexpected = phones
      .flatMap(({ watch }) => watch.complaints)
      .filter((line) => !expectedComplaints.test(line));
    if (unexpected.length > 0) throw new Error(`The page complained:\n${unexpected.join('\n')}`);
  },

  phone: async ({ newPhone }, use) => {
    await use(await newPhone());
  },
});

export { expect } from '@playwright/test';
