// The app and a plain SIP phone (baresip, RTP without encryption or ICE) through rtpengine, in both directions.
import { bothWays } from '../../e2e/support/stats.ts';
import type { NatKind } from '../network/types.ts';
import { expect, test, type Lab } from '../support/lab-test.ts';
import { Table } from '../support/record.ts';

const table = new Table(
  'plain-phone',
  'NAT',
  'codec at the plain phone',
  'who calls',
  'app hears',
  'plain phone hears',
);

const NATS: readonly NatKind[] = ['portRestricted', 'symmetric'];
const CODECS = ['PCMU', 'opus'] as const;

/** The plain phone decodes more than silence right now. */
async function plainPhoneHears(lab: Lab): Promise<void> {
  await expect
    .poll(async () => (await lab.servers.baresip.statistics()).energyHeard, { timeout: 10_000 })
    .toBeGreaterThan(0.001);
}

/** What the plain phone counted, once its call is over: packets both ways, in the codec that was asked for. */
async function summaryOf(lab: Lab, codec: string): Promise<object> {
  await expect
    .poll(async () => (await lab.servers.baresip.statistics()).packetsReceived, { timeout: 10_000 })
    .toBeGreaterThan(50);
  const statistics = await lab.servers.baresip.statistics();
  expect(statistics.packetsSent).toBeGreaterThan(50);
  expect(statistics.codec?.toLowerCase()).toContain(codec.toLowerCase());
  return statistics;
}

for (const nat of NATS) {
  for (const codec of CODECS) {
    test(`the app behind ${nat} calls a plain phone that speaks ${codec}, and both hear`, async ({
      lab,
      openPhone,
    }) => {
      await lab.network.setNat(0, nat);
      await lab.servers.baresip.useCodec(codec);
      const phone = await openPhone(0, '1001', 'all');
      await phone.dial('2001');
      const change = await bothWays(phone.page);
      await plainPhoneHears(lab);
      await phone.hangUp();
      const statistics = await summaryOf(lab, codec);
      table.add(nat, codec, 'app', `${String(change.received)} packets`, JSON.stringify(statistics));
    });
  }

  test(`a plain phone calls the app behind ${nat}, and both hear`, async ({ lab, openPhone }) => {
    await lab.network.setNat(0, nat);
    await lab.servers.baresip.useCodec('PCMU');
    const phone = await openPhone(0, '1001', 'all');
    await lab.servers.baresip.dial(`sip:1001@${lab.servers.domain}`);
    await phone.button('Answer').click();
    const change = await bothWays(phone.page);
    await plainPhoneHears(lab);
    await phone.hangUp();
    const statistics = await summaryOf(lab, 'PCMU');
    table.add(nat, 'PCMU', 'plain phone', `${String(change.received)} packets`, JSON.stringify(statistics));
  });
}
