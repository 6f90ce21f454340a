// docs/deploy.md by the letter: its own commands, on a machine of the lab, until two browsers that need TURN hear each other.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../scripts/lib/build.mjs';
import { raiseNetwork } from '../network/raise.ts';
import type { LabNetwork } from '../network/types.ts';
import { callAndListen } from '../support/call.ts';
import { startAcme } from './acme/start.ts';
import { giveAddresses } from './addresses.ts';
import { followPage } from './follow-page.ts';
import { Machine } from './machine.ts';
import { openTwoPhones, packetsReceived, type TwoPhones } from './two-phones.ts';
import { VARIANTS } from './variants.ts';

const HEARD_MS = 10_000;
const FOLLOW_MS = 90_000;

describe.each(VARIANTS)('docs/deploy.md with $name', (variant) => {
  let network: LabNetwork;
  let machine: Machine;
  let phones: TwoPhones | undefined;

  beforeAll(async () => {
    await ensureBuilt(() => undefined);
    network = await raiseNetwork({ patienceMs: 110_000, names: variant.names, nat: variant.nats });
    await giveAddresses(network, variant);
    machine = await Machine.start(network, network.hosts.web.namespace);
  }, 180_000);
  afterAll(async () => {
    await phones?.close();
    await machine.end();
    await network.lower();
  });

  it(
    'is followed to its end',
    async () => {
      await followPage(machine, variant, await startAcme(network));
    },
    FOLLOW_MS,
  );

  it("runs every server as its unit's user", async () => {
    for (const [unit, user] of Object.entries(variant.units))
      expect([unit, (await machine.run(`stat -c %U /proc/$(cat /run/units/${unit})`)).trim()]).toEqual([unit, user]);
    const readable = 'cat /etc/kamailio/users/subscriber /etc/bothways/turn-credentials.json /etc/kamailio/certificate/privkey.pem';
    await expect(machine.run(`setpriv --reuid nobody --clear-groups sh -c '! { ${readable}; }'`)).resolves.toBe('');
  });

  it('gives TURN credentials for the SIP password, and for no other', async () => {
    const ask = (password: string): Promise<string> =>
      machine.run(`curl -s -w ' %{http_code}' --digest -u '1001:${password}' https://phone.example.com/turn-credentials`);
    const given = await ask('change-this-long-password');
    expect(given).toMatch(/^\{"username":"\d+:1001","password":"[\w+/]+=","ttl":43200,"uris":\[.*\]\} 200$/u);
    expect(await ask('another')).toMatch(/^ 403$/u);
  });

  it('lets two people call each other who have no sound without TURN', async () => {
    const lines = (await machine.run('cat links.txt')).trim().split('\n');
    const [first = '', second = ''] = lines.map((line) => line.split(' ')[1]);
    phones = await openTwoPhones(network, [first, second]);
    const outcome = await callAndListen(...phones.phones, '1002', HEARD_MS);
    expect(outcome.bothHearMs, JSON.stringify(outcome)).toBeGreaterThan(0);
    expect([outcome.caller.pair, outcome.callee.pair].join(' ')).toContain(variant.relay);
  });

  it('renews the certificate of every server, and the call goes on', async () => {
    const serials = (): Promise<string> =>
      machine.run(
        variant.tlsDoors
          .map((door) => `openssl s_client -connect ${door} </dev/null 2>/dev/null | openssl x509 -noout -serial`)
          .join('\n'),
      );
    const before = (await serials()).trim().split('\n');
    await machine.run('certbot renew --force-renewal --no-random-sleep-on-renew');
    const after = (await serials()).trim().split('\n');
    expect([new Set(before).size, new Set(after).size], `${before.join(' ')}, then ${after.join(' ')}`).toEqual([1, 1]);
    expect(after[0]).not.toBe(before[0]);
    const [caller, callee] = phones?.phones ?? [];
    if (caller === undefined || callee === undefined) throw new Error('nobody talks');
    for (const phone of [caller, callee]) {
      const sofar = await packetsReceived(phone);
      await expect.poll(() => packetsReceived(phone), { timeout: 3000 }).toBeGreaterThan(sofar + 25);
    }
    await caller.hangUp();
  });
});
