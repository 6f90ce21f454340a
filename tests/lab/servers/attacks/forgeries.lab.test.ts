// A datagram bears whatever sender its author likes. Forged ones silence nobody who holds a connection, and speak for neither a trunk
// nor the other Kamailio of a pair.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { first } from '../lab-values.ts';
import { AttackLab } from './attack-lab.ts';
import { SILENCE_MS } from './lines.ts';
import { type RawPhone, aor, random } from './raw-phone.ts';

const [VICTIM, FRIEND] = ['1001', '1002'] as const;
const ALLOWED = 40;
const FLOOD = 300;
const WINDOW_MS = 3500;

let lab: AttackLab;
let unforge: (() => Promise<void>) | undefined;

async function forgeAs(address: string): Promise<void> {
  unforge = await lab.forge(address);
}
async function flood(count: number): Promise<void> {
  const phone = await lab.phone('attacker', 'stranger', 'udp');
  for (let sent = 0; sent < count; sent++)
    await phone.send(phone.compose({ method: 'OPTIONS', uri: `sip:${lab.servers.domain}` }));
}
const alive = async (phone: RawPhone): Promise<number> =>
  (await phone.ask({ method: 'OPTIONS', uri: `sip:${lab.servers.domain}`, contact: '' })).status;

afterEach(async () => {
  await unforge?.();
  unforge = undefined;
});

describe('a flood of datagrams', () => {
  beforeAll(async () => {
    lab = await AttackLab.raise({ values: { REQUESTS_PER_TWO_SECONDS: ALLOWED, BAN_SECONDS: 60 } });
  });
  afterAll(() => lab.lower());

  it('in the name of an address leaves the phone there its connection, and lets it open another', async () => {
    const phone = await lab.registered('victim', VICTIM);
    const friend = await lab.registered('bystander', FRIEND);
    await forgeAs(lab.addressOf('victim'));
    await flood(FLOOD);
    expect(await alive(phone)).toBe(200);
    await friend.dial({ method: 'MESSAGE', uri: aor(VICTIM) });
    expect(await phone.takeRequest('MESSAGE')).toBeDefined();
    expect(await alive(await lab.registered('victim', VICTIM, 'tcp'))).toBe(200);
    expect(await lab.servers.kamailio.log()).toContain(
      `flood: datagrams of ${lab.addressOf('victim')} are dropped`,
    );
  });

  it('silences the datagrams of that address only while it lasts', async () => {
    const desk = await lab.phone('victim', '1003', 'udp');
    await forgeAs(lab.addressOf('victim'));
    await flood(FLOOD);
    const request = desk.compose({ method: 'OPTIONS', uri: `sip:${lab.servers.domain}` });
    await desk.send(request);
    expect(await desk.answerTo(request, 300)).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
    expect(await alive(desk)).toBe(200);
  });

  it('locks nobody out by wrong passwords', async () => {
    const taken = await lab.phone('attacker', VICTIM, 'udp');
    const wanted = { method: 'REGISTER', uri: `sip:${lab.servers.domain}`, callId: random() };
    const challenges = [];
    for (let count = 0; count < 12; count++) challenges.push(await taken.ask(wanted));
    await forgeAs(lab.addressOf('victim'));
    for (const challenge of challenges) {
      const given = taken.signed(wanted, challenge);
      const headers = given.headers?.map(
        ([name, value]) => [name, value.replace(/response="./u, 'response="x')] as const,
      );
      await taken.send(taken.compose({ ...given, ...(headers === undefined ? {} : { headers }) }));
    }
    expect((await (await lab.phone('victim', VICTIM)).register()).status).toBe(200);
  });
});

describe('a trunk', () => {
  const trunk = (): string => lab.addressOf('bystander');
  async function list(line: string): Promise<void> {
    writeFileSync(join(lab.servers.folder, 'deploy/kamailio/trunks.list'), `${line}\n`);
    await lab.servers.kamailio.restart();
  }
  beforeAll(async () => {
    lab = await AttackLab.raise();
    await list(`1 sip:${trunk()}:5060;transport=tcp`);
  });
  afterAll(() => lab.lower());

  it('listed with TCP is not played by datagrams in its name', async () => {
    const friend = await lab.registered('victim', FRIEND);
    const forger = await lab.phone('attacker', '4930123', 'udp');
    await forgeAs(trunk());
    for (const method of ['INVITE', 'MESSAGE'])
      await forger.send(
        forger.compose({ method, uri: aor(FRIEND), from: '<sip:4930123@trunk.example>;tag=a' }),
      );
    expect(await friend.line.take(/^(?:INVITE|MESSAGE) /u, SILENCE_MS)).toBeUndefined();
  });

  it('listed without is believed by its address and port alone, which is why TCP is better', async () => {
    await list(`1 sip:${trunk()}:5060`);
    const friend = await lab.registered('victim', FRIEND);
    const sender = await lab.phone('attacker', '4930123', 'udp');
    await forgeAs(`${trunk()}:5060`);
    await sender.send(
      sender.compose({ method: 'MESSAGE', uri: aor(FRIEND), from: '<sip:4930123@trunk.example>;tag=a' }),
    );
    expect(await friend.takeRequest('MESSAGE')).toBeDefined();
    await list(`1 sip:${trunk()}:5060;transport=tcp`);
  });

  it('is believed over TCP, in what it says of who calls too', async () => {
    const friend = await lab.registered('victim', FRIEND);
    const provider = await lab.phone('bystander', '4930123', 'tcp');
    const headers = [['P-Asserted-Identity', '<sip:4930123@trunk.example>'] as const];
    const from = '<sip:4930123@trunk.example>;tag=a';
    await provider.send(provider.compose({ method: 'INVITE', uri: aor(FRIEND), from, headers }));
    const arrived = await friend.requestThatCame('INVITE');
    expect(arrived.headers).toContainEqual(headers[0]);
  });

  it('calls as nobody of the house, and registers nobody', async () => {
    const provider = await lab.phone('bystander', VICTIM, 'tcp');
    expect(await provider.ask({ method: 'INVITE', uri: aor(FRIEND) })).toMatchObject({
      status: 403,
      reason: 'Not From Outside',
    });
    expect((await provider.ask({ method: 'REGISTER', uri: `sip:${lab.servers.domain}` })).status).toBe(401);
  });
});

describe('the other Kamailio of a pair', () => {
  let friend: RawPhone;
  beforeAll(async () => {
    lab = await AttackLab.raise({ only: ['kamailio', 'kamailio2'], paired: true });
    friend = await lab.registered('victim', FRIEND);
  });
  afterAll(() => lab.lower());
  beforeEach(() => forgeAs(first(lab.network.hosts.kamailio2)));

  it.each(['INVITE', 'MESSAGE'])('is not played by datagrams in its name: %s', async (method) => {
    const forger = await lab.phone('attacker', VICTIM, 'udp');
    await forger.send(forger.compose({ method, uri: aor(FRIEND) }));
    await forger.send(
      forger.compose({
        method,
        uri: aor(FRIEND),
        headers: [['Route', `<sip:${lab.sip}:5062;lr;received=sip:1.2.3.4>`]],
      }),
    );
    expect(await friend.takeRequest(method, SILENCE_MS)).toBeUndefined();
  });

  it.each([5060, 5062])('gives no registrations by datagrams in its name, at port %i', async (port) => {
    const forger = await lab.phone('attacker', VICTIM, 'udp', port);
    const { address, port: own } = forger.line.ends;
    const contact = {
      c: `sip:thief@${address}:${String(own)}`,
      received: '',
      path: '',
      callid: 'x',
      user_agent: 'x',
      instance: '',
    };
    const registration = {
      action: 1,
      aor: VICTIM,
      ruid: 'uloc-1-1-1',
      ...contact,
      expires: Math.floor(Date.now() / 1000) + 600,
      cseq: 1,
      flags: 0,
      cflags: 0,
      q: -1,
      last_modified: Math.floor(Date.now() / 1000),
      methods: 16383,
      reg_id: 0,
      server_id: 0,
      port: 0,
    };
    const headers = [['Content-Type', 'application/json'] as const];
    const uri = `sip:usrloc@${lab.sip}:5062`;
    const from = `<sip:usrloc@${first(lab.network.hosts.kamailio2)}:5062>;tag=a`;
    await forger.send(
      forger.compose({ method: 'KDMQ', uri, from, headers, contact: '', body: JSON.stringify(registration) }),
    );
    await unforge?.();
    unforge = undefined;
    await expect(friend.askHonestly({ method: 'MESSAGE', uri: aor(VICTIM) })).resolves.toMatchObject({
      status: 480,
    });
  });
});
