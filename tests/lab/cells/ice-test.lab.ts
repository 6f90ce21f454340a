// The Test of a STUN or TURN row against the real coturn, behind real NATs: every verdict a person may get, and each in time.
import type { PhonePage } from '../../e2e/support/phone.ts';
import type { NatKind } from '../network/types.ts';
import type { Lab } from '../support/lab-test.ts';
import { expect, test } from '../support/lab-test.ts';
import { Table } from '../support/record.ts';

interface Case {
  readonly what: string;
  readonly nat: NatKind;
  /** The address of a TURN row; of a STUN row where it begins so. */
  readonly address: string;
  readonly account?: (lab: Lab) => { readonly username: string; readonly credential: string };
  readonly expected: readonly RegExp[];
}

const TURN = 'turn.lab.test';
const WORKS = /works, \d+ ms\. It sees you as [\d.]+\./u;
const SILENT = /No answer in 4 seconds/u;
const REFUSED = /refuses the username or password \(401\)/u;
const good = (lab: Lab) => lab.servers.turnCredentials();

const CASES: readonly Case[] = [
  { what: 'a STUN server', nat: 'portRestricted', address: `stun:${TURN}`, expected: [WORKS] },
  { what: 'a TURN server', nat: 'portRestricted', address: TURN, expected: [WORKS, WORKS] },
  { what: 'a TURN server over TLS', nat: 'portRestricted', address: `turns:${TURN}:443`, expected: [WORKS] },
  {
    what: 'a wrong password',
    nat: 'portRestricted',
    address: TURN,
    account: (lab) => ({ ...good(lab), credential: 'wrong' }),
    expected: [REFUSED, REFUSED],
  },
  {
    what: 'expired credentials',
    nat: 'portRestricted',
    address: TURN,
    account: (lab) => lab.servers.turnCredentials(-60),
    expected: [REFUSED, REFUSED],
  },
  { what: 'UDP blocked', nat: 'udpBlocked', address: TURN, expected: [SILENT, WORKS] },
  { what: 'UDP blocked, STUN', nat: 'udpBlocked', address: `stun:${TURN}`, expected: [SILENT] },
  { what: '443 only', nat: 'tls443Only', address: TURN, expected: [SILENT, /No answer|Turned away/u] },
  { what: '443 only, over TLS', nat: 'tls443Only', address: `turns:${TURN}:443`, expected: [WORKS] },
  {
    what: 'a port that nobody listens on',
    nat: 'portRestricted',
    address: `${TURN}:3999`,
    expected: [SILENT, /Turned away/u],
  },
  {
    what: 'a name that does not exist',
    nat: 'portRestricted',
    address: 'nobody.lab.test',
    expected: [/No such name/u, /No such name/u],
  },
];

const table = new Table('ice-test', 'what', 'NAT', 'verdicts', 'after ms');

async function fillTurn(phone: PhonePage, address: string, account: ReturnType<typeof good>): Promise<void> {
  await phone.field('TURN server').fill(address);
  await phone.field('TURN username').fill(account.username);
  await phone.field('TURN password').fill(account.credential);
}

for (const { what, nat, address, account = good, expected } of CASES) {
  test(`Test tells ${what}, behind ${nat}`, async ({ lab, openPage }) => {
    await lab.network.setNat(0, nat);
    const phone = await openPage(0);
    await phone.open();
    const isStun = address.startsWith('stun:');
    if (isStun) await phone.field('STUN servers').fill(address);
    else await fillTurn(phone, address, account(lab));
    const row = phone.page.getByRole('group', { name: isStun ? 'STUN row 1' : 'TURN row 1' });
    const startMs = Date.now();
    await row.getByRole('button', { name: /^Test/u }).click();
    const verdicts = row.getByRole('status').locator('p');
    await expect(verdicts).toHaveCount(expected.length);
    await expect(row.getByText('testing…')).toHaveCount(0);
    const afterMs = Date.now() - startMs;
    const said = await verdicts.allTextContents();
    table.add(what, nat, said.map((text) => text.trim().replace(/\s+/gu, ' ')).join('<br>'), String(afterMs));
    for (const [index, pattern] of expected.entries()) expect(said[index]).toMatch(pattern);
    // Ours comes after 4 s; a browser's own after 40.
    expect(afterMs).toBeLessThan(6000);
  });
}

test('Test tells a quota that is used up', async ({ lab, openPage }) => {
  await lab.network.setNat(0, 'none');
  const phone = await openPage(0);
  await phone.open();
  const account = good(lab);
  await phone.page.evaluate(
    async ([urls, username, credential]) => {
      const quota = 80;
      const one = async (): Promise<void> => {
        const connection = new RTCPeerConnection({
          iceServers: [{ urls, username, credential }],
          iceTransportPolicy: 'relay',
        });
        connection.createDataChannel('x');
        await new Promise<void>((resolve) => {
          connection.onicecandidate = () => {
            resolve();
          };
          connection.onicecandidateerror = () => {
            resolve();
          };
          void connection.setLocalDescription();
        });
        Object.assign(globalThis, { [`kept${String(Math.random())}`]: connection });
      };
      await Promise.all(Array.from({ length: quota }, one));
    },
    [`turn:${TURN}:3478?transport=tcp`, account.username, account.credential] as const,
  );
  await fillTurn(phone, `turn:${TURN}?transport=tcp`, account);
  await phone.button('Test: TURN server').click();
  await expect(phone.page.getByText('used up its share (486)')).toBeVisible();
});
