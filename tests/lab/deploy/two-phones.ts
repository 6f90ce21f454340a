// Two people with the links of the page: a Chromium behind each NAT of the lab opens one, unlocks it, says yes, and is registered.
import { chromium, type Browser } from '@playwright/test';
import { chromiumArguments } from '../../../scripts/lib/chromium.mjs';
import { collectConnections } from '../../e2e/support/connections.ts';
import { PhonePage } from '../../e2e/support/phone.ts';
import { voiceArguments } from '../../e2e/support/voice.ts';
import { watchContext } from '../../e2e/support/watch.ts';
import type { LabNetwork, Side } from '../network/types.ts';

const SIDES: readonly Side[] = [0, 1];
/** Their certificates come from the lab's own authority. */
const ARGUMENTS = [...chromiumArguments, ...voiceArguments(), '--ignore-certificate-errors'];

export interface TwoPhones {
  readonly phones: readonly [PhonePage, PhonePage];
  close(): Promise<void>;
}

/** What links.mjs prints for one user. */
export interface LockedLink {
  readonly link: string;
  readonly passphrase: string;
}

async function open(browser: Browser, { link, passphrase }: LockedLink): Promise<PhonePage> {
  const { origin, pathname, hash } = new URL(link);
  const context = await browser.newContext({ permissions: ['microphone'], ignoreHTTPSErrors: true });
  await context.addInitScript(collectConnections, {});
  const watch = await watchContext(context, origin);
  const phone = new PhonePage(await context.newPage(), { origin }, watch);
  await phone.open(pathname + hash);
  await phone.field('Passphrase').fill(passphrase);
  await phone.button('Unlock').click();
  await phone.button('Accept').click();
  await phone.isRegistered();
  return phone;
}

/** Opens a link at each side. */
export async function openTwoPhones(network: LabNetwork, links: readonly [LockedLink, LockedLink]): Promise<TwoPhones> {
  const browsers = await Promise.all(
    SIDES.map(async (side) => {
      const executablePath = await network.chromiumWrapper(network.clients[side].namespace);
      return chromium.launch({ executablePath, args: ARGUMENTS });
    }),
  );
  const close = async (): Promise<void> => {
    await Promise.all(browsers.map((browser) => browser.close()));
  };
  const [one, other] = browsers;
  if (one === undefined || other === undefined) throw new Error('there are two browsers');
  try {
    return { phones: await Promise.all([open(one, links[0]), open(other, links[1])]), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** RTP packets that the phone has received in its present call. */
export function packetsReceived({ page }: PhonePage): Promise<number> {
  return page.evaluate(async () => {
    const scope = globalThis as unknown as { connectionsOfTheApp: RTCPeerConnection[] };
    const live = scope.connectionsOfTheApp.findLast(({ connectionState }) => connectionState === 'connected');
    const entries = [...((await live?.getStats())?.values() ?? [])] as { type: string; packetsReceived?: number }[];
    return entries.find(({ type }) => type === 'inbound-rtp')?.packetsReceived ?? 0;
  });
}
