// Records what getStats says around each fault, at both ends, as fixtures for whoever judges it: tests/fixtures/stats/series.
// npx playwright test --config playwright.figures.config.ts record
import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { provisioningLink } from '../../e2e/support/phone.ts';
import { FirefoxPhone, launchFirefox } from '../browsers/firefox.ts';
import { CALL_FAULTS, type CallFault, type Ground } from './faults.ts';
import { closeCall, openCall, type Plan } from './lines.ts';
import { compactSeries } from './compact-series.ts';
import { beginSeries, endSeries, type Evaluates, type RawSample } from './stats-series.ts';
import { profileOf, test } from '../support/lab-test.ts';

const FOLDER = 'tests/fixtures/stats/series';
const BEFORE_MS = 4000;
const AFTER_MS = 12_000;
/** Until every end has had reports of the other. */
const SETTLING_MS = 5000;
const EVERY_MS = 250;

const wanted = process.env['RECORD_FAULTS']?.split(',');

/** Everything a direct call shows, with nobody to take a relay in the middle of it. */
const direct = (fault: CallFault): CallFault => ({ ...fault, ice: fault.ice ?? 'stun' });

function keep(name: string, samples: readonly RawSample[], struckMs: number): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/${name}.json`, `${compactSeries(samples, struckMs)}\n`);
}

async function record(
  fault: CallFault,
  ground: Ground,
  ends: readonly (readonly [string, Evaluates])[],
): Promise<void> {
  await wait(SETTLING_MS);
  await Promise.all(ends.map(([, page]) => beginSeries(page, EVERY_MS)));
  await wait(BEFORE_MS);
  const struckMs = Date.now();
  await fault.strike(ground);
  await wait(AFTER_MS);
  for (const [name, page] of ends) keep(name, await endSeries(page), struckMs);
  await fault.mend?.(ground);
}

const PEERS: readonly Plan['peer'][] = ['app', 'plain'];

for (const peer of PEERS) {
  for (const fault of CALL_FAULTS.map(direct)) {
    const isMeant = wanted?.includes(fault.name) ?? true;
    if (!isMeant || (peer === 'plain' && !fault.withPlainPhone)) continue;
    test(`record ${fault.name}, Chromium to ${peer}`, async ({ lab, openPage }) => {
      const ground = await openCall(lab, openPage, fault, { peer, roundTripMs: 0, jitterMs: 0 });
      const name = `chromium-${peer}-${fault.name}`;
      const ends: [string, Evaluates][] = [[`${name}-near`, ground.near.page]];
      if (ground.far !== undefined) ends.push([`${name}-far`, ground.far.page]);
      await record(fault, ground, ends);
      await closeCall(ground);
    });
  }
}

/** Firefox has no hooks for faults in the page: what the network does to it is recorded. */
const OF_THE_NETWORK: readonly string[] = [
  'rtp-in',
  'rtp-and-rtcp-in',
  'udp-in',
  'rtp-out',
  'rtp-and-rtcp-out',
  'udp-out',
  'udp-cut-no-relay',
];

test('record Firefox, called by Chromium', async ({ lab, openPhone }) => {
  await lab.network.setNat(0, 'portRestricted');
  await lab.network.setNat(1, 'portRestricted');
  const firefox = await launchFirefox(lab.network, 1);
  const origin = lab.servers.pageUrl.replace(/\/$/u, '');
  for (const fault of CALL_FAULTS.filter(({ name }) => OF_THE_NETWORK.includes(name))) {
    if (wanted?.includes(fault.name) === false) continue;
    const near = await openPhone(0, '1001', 'stun');
    const link = provisioningLink(profileOf(lab.servers, '1002', 'stun'));
    const far = await FirefoxPhone.open(firefox.browser, origin, link);
    await near.dial('1002');
    await far.click('Answer');
    // Struck is Chromium's end: what it loses on the way out, Firefox loses on the way in.
    await record(fault, { lab, near, far: undefined }, [[`firefox-app-${fault.name}-far`, far.page]]);
    await lab.network.undoAll();
    await far.close();
    await near.page.context().close();
  }
  await firefox.close();
});
