// The demo's numbers with a fault whose cause can be named: what getStats of a real browser shows of each, which is what a verdict has to go by.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import type { PhonePage } from './support/phone.ts';
import { hears, untilCall } from './support/stats.ts';

/** Counters of what arrives; undefined where the browser has no such report. */
interface Arrived {
  /** Packets of any kind on the transport. */
  readonly onTransport: number;
  readonly packets: number | undefined;
  /** Samples that the decoder has given. */
  readonly samples: number | undefined;
  readonly lost: number | undefined;
  /** What the far side says that it sent, and how often it has said so. */
  readonly saidSent: number | undefined;
  readonly reports: number;
}

/** Runs in the page. */
async function readArrived(): Promise<Arrived> {
  const { connectionsOfTheApp } = globalThis as unknown as { connectionsOfTheApp: RTCPeerConnection[] };
  const connection = connectionsOfTheApp.findLast(({ connectionState }) => connectionState === 'connected');
  const reports = [...((await connection?.getStats())?.values() ?? [])] as Record<string, unknown>[];
  const of = (type: string, name: string): number | undefined =>
    reports.find((report) => report['type'] === type)?.[name] as number | undefined;
  return {
    onTransport: of('transport', 'packetsReceived') ?? 0,
    packets: of('inbound-rtp', 'packetsReceived'),
    samples: of('inbound-rtp', 'totalSamplesReceived'),
    lost: of('inbound-rtp', 'packetsLost'),
    saidSent: of('remote-outbound-rtp', 'packetsSent'),
    reports: of('remote-outbound-rtp', 'reportsSent') ?? 0,
  };
}

const arrived = (page: Page): Promise<Arrived> => page.evaluate(readArrived);

/** What has arrived once the first that this number shows is there, with the phone still in the call. */
async function shown({ page }: PhonePage, isShown: (now: Arrived) => boolean): Promise<Arrived> {
  await expect.poll(async () => isShown(await arrived(page)), { timeout: 20_000 }).toBe(true);
  return arrived(page);
}

test('the counters tell packets of no use, packets of a wrong key and a server that waits apart', async ({
  phone,
}) => {
  await phone.signIn('1001');
  await phone.dial('662');
  const broken = await shown(phone, ({ packets = 0 }) => packets > 50);
  expect(broken).toMatchObject({ samples: 0, lost: 0 });
  await phone.hangUp();
  await phone.dismiss();

  await phone.dial('663');
  const encrypted = await shown(phone, ({ onTransport }) => onTransport > 70);
  expect(encrypted.packets ?? 0).toBe(0);
  await phone.hangUp();
  await phone.dismiss();

  await phone.dial('666');
  const waiting = await shown(phone, ({ reports }) => reports >= 2);
  expect(waiting.packets).toBeGreaterThanOrEqual(9);
  expect(waiting).toMatchObject({ saidSent: waiting.packets, lost: 0 });
  const later = await shown(phone, ({ reports }) => reports >= waiting.reports + 1);
  expect(later).toMatchObject({ packets: waiting.packets, saidSent: waiting.packets });
});

test('665 falls silent as somebody who mutes does: packets go on', async ({ phone }) => {
  await phone.signIn('1001');
  await phone.dial('665');
  await untilCall(phone.page, 'you hear yourself', hears);
  await untilCall(
    phone.page,
    'packets without sound',
    ({ received, seconds, heard }) => received / seconds > 40 && heard < 1e-9,
  );
});
