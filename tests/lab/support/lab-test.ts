// The `test` of every cell: one lab for the worker (network, servers, a Chromium in each client's namespace), phones on request.
import { chromium, test as base, type Browser } from '@playwright/test';
import { chromiumArguments } from '../../../scripts/lib/chromium.mjs';
import { watchCalls } from '../../e2e/support/call-marks.ts';
import { collectConnections } from '../../e2e/support/connections.ts';
import { PhonePage } from '../../e2e/support/phone.ts';
import { voiceArguments } from '../../e2e/support/voice.ts';
import { watchContext } from '../../e2e/support/watch.ts';
import { raiseNetwork } from '../network/raise.ts';
import type { LabNetwork, Side } from '../network/types.ts';
import { startServers } from '../servers/start-servers.ts';
import type { LabServers } from '../servers/types.ts';
import { iceServersOf, type IceChoice } from './ice-choice.ts';
import { noteTimeline } from './timeline.ts';

export interface Lab {
  readonly network: LabNetwork;
  readonly servers: LabServers;
  readonly browsers: readonly [Browser, Browser];
}

/** Opens the built app in the browser of a side, signed in as the given user at the first Kamailio or at those given. */
export type OpenPhone = (
  side: Side,
  user: string,
  ice: IceChoice,
  webSocketServers?: readonly string[],
  uncut?: boolean,
) => Promise<PhonePage>;

/** Opens a page in the browser of a side, with nothing loaded yet. `uncut`: nobody ends ICE gathering there. */
export type OpenPage = (side: Side, uncut?: boolean) => Promise<PhonePage>;

/**
 * The lab's certificates come from a throw-away authority; coturn over TLS checks are skipped with the same flag. ICE over loopback is for
 * two pages of one machine: here it would only be one more address that leads nowhere, and cost each call the time to find that out.
 */
export const LAB_ARGUMENTS = [
  ...chromiumArguments.filter((flag) => flag !== '--allow-loopback-in-peer-connection'),
  ...voiceArguments(),
  '--ignore-certificate-errors',
];

async function launch(network: LabNetwork, side: Side): Promise<Browser> {
  const executablePath = await network.chromiumWrapper(network.clients[side].namespace);
  return chromium.launch({ executablePath, args: LAB_ARGUMENTS });
}

async function withLab(use: (lab: Lab) => Promise<void>): Promise<void> {
  const network = await raiseNetwork({ patienceMs: 120_000 });
  try {
    const servers = await startServers(network, { paired: true });
    try {
      const browsers = await Promise.all([launch(network, 0), launch(network, 1)]);
      await use({ network, servers, browsers });
      await Promise.all(browsers.map((browser) => browser.close()));
    } finally {
      await servers.stop();
    }
  } finally {
    await network.lower();
  }
}

/** The provisioning profile of a lab user; the first of the WebSocket servers is preferred. */
export function profileOf(
  servers: LabServers,
  user: string,
  ice: IceChoice,
  webSocketServers: readonly string[] = [servers.webSocketServer],
): object {
  const found = servers.users.find(({ username }) => username === user);
  if (found === undefined) throw new Error(`the lab has no user ${user}`);
  return {
    version: 1,
    name: 'Lab',
    account: { ...found, domain: servers.domain, displayName: `Lab ${user}` },
    webSocketServers,
    iceServers: iceServersOf(ice, servers),
    ...(ice === 'relayOnly' ? { iceTransportPolicy: 'relay' } : {}),
  };
}

interface Fixtures {
  readonly openPage: OpenPage;
  readonly openPhone: OpenPhone;
}

export const test = base.extend<Fixtures, { readonly lab: Lab }>({
  lab: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from the pattern
    async ({}, use) => {
      await withLab(use);
    },
    { scope: 'worker', timeout: 240_000 },
  ],

  openPage: async ({ lab }, use) => {
    const opened: PhonePage[] = [];
    await use(async (side, uncut = false) => {
      const context = await lab.browsers[side].newContext({
        permissions: ['microphone'],
        ignoreHTTPSErrors: true,
      });
      const origin = lab.servers.pageUrl.replace(/\/$/u, '');
      const watch = await watchContext(context, origin);
      await context.addInitScript(collectConnections, {});
      await context.addInitScript(watchCalls, uncut);
      await context.addInitScript(noteTimeline);
      const phone = new PhonePage(await context.newPage(), { origin }, watch);
      opened.push(phone);
      return phone;
    });
    for (const { page } of opened) await page.context().close();
    await lab.network.undoAll();
  },

  openPhone: async ({ lab, openPage }, use) => {
    await use(async (side, user, ice, webSocketServers, uncut) => {
      const phone = await openPage(side, uncut);
      await phone.provision(profileOf(lab.servers, user, ice, webSocketServers)).catch((cause: unknown) => {
        const said = phone.watch.consoleLines.join('\n');
        throw new Error(`the phone of ${user} did not register; the page said: ${said}`, { cause });
      });
      return phone;
    });
  },
});

export { expect } from '@playwright/test';
