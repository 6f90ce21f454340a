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

  const people = (): TwoPhones['phones'] => {
    if (phones === undefined) throw new Error('nobody talks');
    return phones.phones;
  };
  /** Half a second of packets at each end, at least. */
  async function theyGoOnTalking(): Promise<void> {
    for (const phone of people()) {
      const sofar = await packetsReceived(phone);
      await expect.poll(() => packetsReceived(phone), { timeout: 3000 }).toBeGreaterThan(sofar + 25);
    }
  }
  const credentials = (user: string, password: string): Promise<string> =>
    machine.run(
      `curl -s -w ' %{http_code}' --retry 3 --retry-all-errors --digest -u '${user}:${password}' https://phone.example.com/turn-credentials`,
    );

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
    const secret = ['kamailio/users/subscriber', 'kamailio/certificate/privkey.pem', 'bothways/turn-credentials.json', 'turnserver.conf'];
    const look = `for f in ${secret.join(' ')}; do if cat /etc/$f; then exit 1; fi; done`;
    await machine.run(`setpriv --reuid nobody --clear-groups sh -c '${look}'`);
  });

  it('gives TURN credentials for the SIP password, and for no other', async () => {
    const given = await credentials('1001', 'change-this-long-password');
    expect(given).toMatch(/^\{"username":"\d+:1001","password":"[\w+/]+=","ttl":43200,"uris":\[.*\]\} 200$/u);
    expect(await credentials('1001', 'another')).toMatch(/^ 403$/u);
  });

  it('lets two people call each other who have no sound without TURN', async () => {
    const lines = (await machine.run('cat links.txt')).trim().split('\n');
    const [first, second] = lines.map((line) => line.split(' ')).map(([, link = '', passphrase = '']) => ({ link, passphrase }));
    if (first === undefined || second === undefined) throw new Error(`there are two links: ${lines.join(', ')}`);
    phones = await openTwoPhones(network, [first, second]);
    const outcome = await callAndListen(...phones.phones, '1002', HEARD_MS);
    expect(outcome.bothHearMs, JSON.stringify(outcome)).toBeGreaterThan(0);
    expect(`${outcome.caller.pair} ${outcome.callee.pair}`).toMatch(variant.pairs);
  });

  it('lets nobody with TURN credentials at what else this host offers', async () => {
    const { username = '', password = '' } = JSON.parse(
      (await credentials('1001', 'change-this-long-password')).replace(/ 200$/u, ''),
    ) as Record<string, string>;
    const { command, args } = await network.program('tests/lab/servers/programs/reach.ts');
    const reach = async (name: string, port: number, question: string): Promise<string> => {
      const [turn, peer] = [variant.names['turn.example.com'] ?? '', variant.names[name] ?? ''];
      const given = [turn, username, password, peer, String(port), question];
      return (await network.exec(network.hosts.probe.namespace, command, [...args, ...given])).stdout;
    };
    const doors = [
      ['pbx.example.com', 5060, 'sip'],
      ['turn.example.com', 3478, 'stun'],
    ] as const;
    for (const [name, port, question] of doors)
      expect([name, port, await reach(name, port, question)]).toEqual([name, port, 'silent']);
    if (variant.translated !== undefined) return; // there the gateway is in between as well
    await machine.run('nft flush chain inet bothways output');
    for (const [name, port, question] of doors) expect(await reach(name, port, question)).toMatch(/^answered: /u);
    await machine.run('nft -f /etc/nftables.conf');
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
    await theyGoOnTalking();
  });

  it('takes another user while they talk, and ends their call', async () => {
    await machine.run(`echo '1003,a-third-long-password' >> users.csv
node deploy/users.mjs --domain example.com --out /etc/kamailio/users < users.csv
systemctl restart kamailio bothways-turn-credentials`);
    expect(await credentials('1003', 'a-third-long-password')).toMatch(/ 200$/u);
    await theyGoOnTalking();
    const [caller, callee] = people();
    await Promise.all([caller.isRegistered(), callee.isRegistered()]);
    await caller.hangUp();
    await callee.outcome('They hung up').waitFor();
  });

  it('wrote no secret into any log', async () => {
    const secrets = Object.entries(JSON.parse(await machine.run('cat values.json')) as Record<string, string>)
      .filter(([name]) => name.endsWith('_SECRET'))
      .map(([, value]) => value);
    const passwords = (await machine.run('cut -d, -f2 users.csv')).trim().split('\n');
    expect([...secrets, ...passwords]).toHaveLength(5);
    const patterns = [...secrets, ...passwords].join('\n');
    const found = await machine.run(`printf '%s' '${patterns}' > /mnt/patterns; grep -rlF -f /mnt/patterns /var/log || true`);
    expect(found).toBe('');
    expect(await machine.run('ls /var/log/units /var/log/nginx')).toContain('access.log');
  });
});
