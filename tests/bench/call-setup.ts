// From the press on Call to sound in both directions on 600, judged by getStats every 20 ms in the page.
// Measured in a browser that is warm: the first call of a page is reported apart from those after it.
import type { Page } from '@playwright/test';
import { collectConnections } from '../e2e/support/connections.ts';
import type { PhonePage } from '../e2e/support/phone.ts';
import { median, type Result } from './result.ts';
import { withPhone } from './with-phone.ts';

const CALLS = 7;

/** Runs in the page: resolves to the milliseconds from the next click to packets and energy in both directions. */
async function clickToSound(): Promise<number> {
  const { connectionsOfTheApp } = globalThis as unknown as { connectionsOfTheApp: RTCPeerConnection[] };
  const before = connectionsOfTheApp.length;
  const clickedAt = await new Promise<number>((resolve) => {
    const note = (): void => resolve(performance.now());
    document.addEventListener('click', note, { once: true, capture: true });
  });
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const connection = connectionsOfTheApp.slice(before).find((each) => each.getSenders().length > 0);
    if (connection === undefined) continue;
    const reports = [...(await connection.getStats()).values()] as Record<string, number | string>[];
    const value = (type: string, member: string): number =>
      Number(reports.find((report) => report['type'] === type)?.[member] ?? 0);
    const outgoing =
      value('outbound-rtp', 'packetsSent') > 0 && value('media-source', 'totalAudioEnergy') > 0;
    const incoming =
      value('inbound-rtp', 'packetsReceived') > 0 && value('inbound-rtp', 'totalAudioEnergy') > 0;
    if (outgoing && incoming) return performance.now() - clickedAt;
  }
}

async function oneCall(phone: PhonePage, page: Page): Promise<number> {
  await phone.target.fill('600');
  const sound = page.evaluate(clickToSound);
  await phone.button('Call').click();
  const ms = await sound;
  await phone.hangUp();
  await phone.button('Hang up').waitFor({ state: 'hidden' });
  return ms;
}

export function measure(): Promise<readonly Result[]> {
  return withPhone(
    async ({ phone }) => {
      await phone.signIn('1001');
      const times: number[] = [];
      for (let call = 0; call < CALLS; call++) {
        if (call > 0) await phone.open('/');
        await phone.isRegistered();
        times.push(await oneCall(phone, phone.page));
      }
      const unit = 'ms';
      return [
        { what: 'Call pressed to sound both ways, median', value: median(times), unit },
        { what: 'Call pressed to sound both ways, slowest', value: Math.max(...times), unit },
      ];
    },
    (context) => context.addInitScript(collectConnections, {}),
  );
}
