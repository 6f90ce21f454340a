// The `test` of cells with Janus: the lab's, a third Chromium on Janus' host, and a person behind Janus who is registered.
import { chromium } from '@playwright/test';
import { collectConnections } from '../../e2e/support/connections.ts';
import { JanusFarEnd, type FarEndAccount } from '../servers/janus/far-end.ts';
import { first } from '../servers/lab-values.ts';
import { LAB_ARGUMENTS, test, type Lab } from './lab-test.ts';

/** Who Janus registers as. */
export const JANUS_USER = '2002';

function accountOf({ servers, network }: Lab): FarEndAccount {
  const found = servers.users.find(({ username }) => username === JANUS_USER);
  if (found === undefined) throw new Error('the lab has no user for Janus');
  return { ...found, domain: servers.domain, proxy: `${first(network.hosts.kamailio)}:5060` };
}

export const withJanus = test.extend<object, { readonly farEnd: JanusFarEnd }>({
  farEnd: [
    async ({ lab }, use) => {
      await lab.servers.janus.start();
      const executablePath = await lab.network.chromiumWrapper(lab.network.hosts.janus.namespace);
      // A page that no server gave counts as public, and would be kept from its own host (Local Network Access).
      const args = [...LAB_ARGUMENTS, '--disable-features=LocalNetworkAccessChecks'];
      const browser = await chromium.launch({ executablePath, args });
      const context = await browser.newContext({ permissions: ['microphone'] });
      await context.addInitScript(collectConnections, {});
      await use(await JanusFarEnd.open(await context.newPage(), accountOf(lab)));
      await browser.close();
      await lab.servers.janus.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});
