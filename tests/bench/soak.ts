// Ten real minutes with each personality (server/personality), all side by side: one phone at rest, two in a call that rang for two
// minutes. What is counted: WebSockets opened, INVITEs that began a call, CANCELs, and whether sound flows both ways in the end.
// BOTHWAYS_SOAK_MINUTES shortens it, BOTHWAYS_SOAK_LIKE names personalities (commas between).
import { chromium, type Browser } from '@playwright/test';
import { PERSONALITIES } from '../../server/personality/catalogue.ts';
import { chromiumArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { collectConnections } from '../e2e/support/connections.ts';
import { startDemo } from '../e2e/support/demo.ts';
import { PhonePage } from '../e2e/support/phone.ts';
import { bothWays } from '../e2e/support/stats.ts';
import { watchContext } from '../e2e/support/watch.ts';
import { watchWire, type Wire } from '../e2e/support/wire.ts';
import type { Result } from './result.ts';

const MINUTES = Number(process.env['BOTHWAYS_SOAK_MINUTES'] ?? 10);
const RING_MS = Math.min(120_000, MINUTES * 12_000);
const named = process.env['BOTHWAYS_SOAK_LIKE']?.split(',');

interface Watched {
  readonly phone: PhonePage;
  readonly wire: Wire;
}

const count = (wire: Wire, method: string): number =>
  wire.sent.filter((text) => text.startsWith(`${method} `)).length;

async function soak(browser: Browser, like: string): Promise<readonly Result[]> {
  const demo = await startDemo({ pbxArgs: ['--like', like] });
  const signedIn = async (extension: string): Promise<Watched> => {
    const context = await browser.newContext({ permissions: ['microphone'] });
    await context.addInitScript(collectConnections, {});
    const watch = await watchContext(context, demo.origin);
    const page = await context.newPage();
    const wire = watchWire(page);
    const phone = new PhonePage(page, demo, watch);
    await phone.signIn(extension);
    return { phone, wire };
  };
  try {
    const [caller, callee, resting] = await Promise.all([
      signedIn('1001'),
      signedIn('1002'),
      signedIn('1003'),
    ]);
    await caller.phone.dial('1002');
    const answer = callee.phone.button('Answer');
    await answer.waitFor();
    await caller.phone.page.waitForTimeout(RING_MS);
    await answer.click();
    await caller.phone.page.waitForTimeout(MINUTES * 60_000);
    const sound = await Promise.all([caller, callee].map(({ phone }) => bothWays(phone.page))).then(
      () => 'both ways',
      (problem: unknown) => `LOST: ${String(problem).slice(0, 80)}`,
    );
    const sockets = [caller, callee, resting].map(
      ({ wire }) => `${String(wire.sockets())} (${String(wire.needlessSockets())} needless)`,
    );
    return [
      { what: `${like}: WebSockets (caller, callee, at rest)`, value: sockets.join(', '), unit: '' },
      {
        what: `${like}: calls begun, CANCELs`,
        value: `${String(caller.wire.callsBegun().size)}, ${String(count(caller.wire, 'CANCEL'))}`,
        unit: '',
      },
      { what: `${like}: sound at the end`, value: sound, unit: '' },
    ];
  } finally {
    await demo.stop();
  }
}

export async function measure(): Promise<readonly Result[]> {
  const executablePath = findChromium() ?? '';
  const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
  try {
    const all = await Promise.all(
      (named ?? PERSONALITIES.map(({ name }) => name)).map((like) => soak(browser, like)),
    );
    return all.flat();
  } finally {
    await browser.close();
  }
}
