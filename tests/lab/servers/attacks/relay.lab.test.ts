// The server carries nothing for strangers, nor for its users to where it has no business: not by requests that look as if they were
// within a call, not by answers, not by what somebody writes into a Contact.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { headerOf } from '../../../../server/sip/message.ts';
import { AttackLab } from './attack-lab.ts';
import { SILENCE_MS } from './lines.ts';
import { type Half, type RawCall, talk, within } from './raw-call.ts';
import { type RawPhone, type Wanted, aor, random } from './raw-phone.ts';

const METHODS = [
  'INVITE',
  'ACK',
  'BYE',
  'MESSAGE',
  'INFO',
  'UPDATE',
  'PRACK',
  'REFER',
  'SUBSCRIBE',
  'NOTIFY',
  'OPTIONS',
  'PUBLISH',
  'MADEUP',
];
const KINDS = ['udp', 'tcp', 'tls', 'wss'] as const;
/** How long Kamailio keeps what it has finished (wt_timer), and a little. */
const TRANSACTION_MS = 6500;
const [MALLORY, FRIEND] = ['1001', '1002'] as const;

let lab: AttackLab;
let friend: RawPhone;
/** Has nothing to do with the server, and must never hear from it. */
let bystander: RawPhone;
let outside: string;

beforeAll(async () => {
  lab = await AttackLab.raise();
  friend = await lab.registered('victim', FRIEND);
});
afterAll(() => lab.lower());
beforeEach(async () => {
  bystander = await lab.phone('bystander', 'nobody', 'udp');
  outside = `sip:anyone@${bystander.line.ends.address}:${String(bystander.line.ends.port)}`;
});
afterEach(async () => {
  expect(await bystander.line.heard()).toEqual([]);
});

const aliasOutside = (): string => `;alias=${outside.split(/[@:]/u).slice(1).join('~')}~1`;

/** Refused with one of these, or met with silence; and in any case the bystander heard nothing. */
async function leadsNowhere(phone: RawPhone, wanted: Wanted): Promise<void> {
  const request = phone.compose(wanted);
  await phone.send(request);
  if (wanted.method === 'ACK') return;
  expect([403, 481], wanted.method).toContain((await phone.answerTo(request))?.status);
}

describe('a stranger who pretends to be within a call', () => {
  const claims = (): Partial<Wanted> => ({
    to: `<${aor(FRIEND)}>;tag=made-up`,
    from: '<sip:boss@bank.example>;tag=x',
  });

  it.each(KINDS)('gets nothing to the outside over %s', async (kind) => {
    const stranger = await lab.phone('attacker', 'stranger', kind);
    const routes = [
      `<sip:${lab.sip};lr>`,
      `<sip:${lab.sip}:443;transport=ws;r2=on;lr=on;ftag=x;seal=${'0'.repeat(32)}>`,
    ];
    for (const method of METHODS)
      for (const route of routes)
        await leadsNowhere(stranger, { method, uri: outside, ...claims(), headers: [['Route', route]] });
    for (const method of METHODS) await leadsNowhere(stranger, { method, uri: outside, ...claims() });
    expect(await bystander.line.take(/./u, SILENCE_MS)).toBeUndefined();
  });

  it.each(KINDS)('gets nothing to a phone over %s', async (kind) => {
    const stranger = await lab.phone('attacker', 'stranger', kind);
    const contact = (await friend.register({ headers: [['Supported', 'gruu']] })).headers.find(
      ([name]) => name === 'Contact',
    );
    const flow = /received="sip:([\d.]+):(\d+)/u.exec(contact?.[1] ?? '');
    const byAlias = `sip:x@y.invalid;transport=ws;alias=${flow?.[1] ?? ''}~${flow?.[2] ?? ''}~6`;
    for (const uri of [aor(FRIEND), byAlias])
      for (const method of ['INVITE', 'MESSAGE', 'BYE'])
        await leadsNowhere(stranger, {
          method,
          uri,
          ...claims(),
          headers: [['Route', `<sip:${lab.sip};lr>`]],
        });
    expect(await friend.line.take(/^(?:INVITE|MESSAGE|BYE) /u, SILENCE_MS)).toBeUndefined();
  });

  it('gets nothing to the outside without a To tag either, signed in or not', async () => {
    const stranger = await lab.phone('attacker', 'stranger', 'udp');
    const mallory = await lab.phone('attacker', MALLORY);
    const headers = [['Route', `<sip:${lab.sip};lr>`] as const, ['Route', `<${outside};lr>`] as const];
    for (const method of ['INVITE', 'MESSAGE', 'OPTIONS']) {
      expect((await stranger.ask({ method, uri: outside, headers })).status).toBe(407);
      expect((await mallory.askHonestly({ method, uri: outside, headers })).status).toBe(403);
    }
    expect(await bystander.line.take(/./u, SILENCE_MS)).toBeUndefined();
  });
});

describe('somebody who is in a call', () => {
  let mallory: RawPhone;
  let call: RawCall;
  beforeEach(async () => {
    mallory = await lab.phone('attacker', MALLORY);
    call = await talk(mallory, friend);
  });

  it('is heard there, and so is the other one', async () => {
    for (const [phone, other, half] of [
      [mallory, friend, call.caller],
      [friend, mallory, call.callee],
    ] as const) {
      const request = phone.compose(within(half, 'INFO'));
      await phone.send(request);
      await other.reply(await other.requestThatCame('INFO'), 200);
      expect((await phone.answerTo(request))?.status).toBe(200);
    }
  });

  it.each<[string, (half: Half) => Partial<Half>]>([
    ['to another address', () => ({ target: outside })],
    [
      'by an alias of his own making',
      ({ target }) => ({ target: target.replace(/;alias=[^;]*/u, aliasOutside()) }),
    ],
    ['by maddr', ({ target }) => ({ target: `${target};maddr=${bystander.line.ends.address}` })],
    ['by one more Route', ({ routes }) => ({ routes: [...routes, `<${outside};lr>`] })],
    [
      'by another Route in place of the sealed one',
      ({ routes }) => ({ routes: [`<${outside};lr;${/seal=\w+/u.exec(routes[0] ?? '')?.[0] ?? ''}>`] }),
    ],
    [
      'by the server as Request-URI, as strict routers do',
      ({ routes }) => ({ target: `sip:${lab.sip}`, routes: [...routes, `<${outside}>`] }),
    ],
    [
      'by the server as Request-URI and a loose Route',
      ({ routes }) => ({ target: `sip:${lab.sip}`, routes: [...routes, `<${outside};lr>`] }),
    ],
    ['in another call', () => ({ callId: random() })],
    ['as another caller', () => ({ from: `<${aor('1005')}>;tag=${mallory.tag}` })],
    ['as a caller with another tag', () => ({ from: `<${aor(MALLORY)}>;tag=another` })],
    ['to another callee', ({ to }) => ({ to: to.replace(FRIEND, '1005') })],
  ])('gets nothing through %s', async (_, change) => {
    const half = { ...call.caller, ...change(call.caller) };
    for (const method of ['INVITE', 'MESSAGE', 'INFO', 'ACK', 'BYE'])
      await leadsNowhere(mallory, within(half, method));
    expect(await friend.line.take(/^(?:INVITE|MESSAGE|INFO|ACK|BYE) /u, SILENCE_MS)).toBeUndefined();
    expect(await bystander.line.take(/./u, 200)).toBeUndefined();
  });

  it.each<[string, (target: string) => string]>([
    ['before the sealed one', (target) => target.replace(';', `${aliasOutside()};`)],
    ['after the sealed one', (target) => target + aliasOutside()],
    ['in capitals', (target) => target.replace(';', `${aliasOutside().toUpperCase()};`)],
  ])('reaches the other one alone, or nobody, whatever alias he writes %s', async (_, change) => {
    const request = mallory.compose(within({ ...call.caller, target: change(call.caller.target) }, 'INFO'));
    await mallory.send(request);
    const arrived = await friend.takeRequest('INFO', SILENCE_MS);
    if (arrived === undefined) expect((await mallory.answerTo(request))?.status).toBe(403);
    else await friend.reply(arrived, 200);
    expect(await bystander.line.take(/./u, SILENCE_MS)).toBeUndefined();
  });

  it('has no seal for the address that another call gave', async () => {
    const another = await talk(mallory, friend);
    await leadsNowhere(mallory, within({ ...another.caller, target: call.caller.target }, 'INFO'));
  });
});

describe('what somebody writes into a Contact', () => {
  const PATTERNS = [
    '<sip:x@HOST:PORT>',
    'sip:x@HOST:PORT',
    '<sip:x@y.invalid;alias=HOST~PORT~1>',
    '<sip:x@y.invalid;transport=ws>;alias=HOST~PORT~1',
    '<sip:x@y.invalid;maddr=HOST:PORT>',
    '<sip:x@HOST:PORT;gr=urn:uuid:1>',
    '"<sip:y@z>" <sip:x@HOST:PORT>',
  ];
  it.each((['wss', 'udp'] as const).flatMap((kind) => PATTERNS.map((pattern) => [kind, pattern] as const)))(
    'leads nobody to it: over %s, %s',
    async (kind, pattern) => {
      const { address, port: number } = bystander.line.ends;
      const contact = pattern.replaceAll('HOST', address).replaceAll('PORT', String(number));
      const mallory = await lab.phone('attacker', MALLORY, kind);
      const dialled = await mallory.dial({ method: 'INVITE', uri: aor(FRIEND), contact });
      const arrived = await friend.requestThatCame('INVITE');
      await friend.reply(arrived, 200);
      const answer = await mallory.answerTo(dialled);
      expect(answer?.status).toBe(200);
      const target = /<([^<>]*)>[^<>]*$/u.exec(headerOf(arrived, 'Contact') ?? '')?.[1] ?? '';
      const routes = arrived.headers.filter(([name]) => name === 'Record-Route').map(([, value]) => value);
      const [from, to] = [headerOf(answer ?? arrived, 'To') ?? '', headerOf(arrived, 'From') ?? ''];
      const half = { callId: headerOf(arrived, 'Call-ID') ?? '', from, to, target, routes };
      await friend.send(friend.compose(within(half, 'BYE')));
      expect(await bystander.line.take(/./u, SILENCE_MS)).toBeUndefined();
    },
  );

  it.each(['wss', 'udp'] as const)(
    'of a registration over %s leads calls nowhere but to who registered',
    async (kind) => {
      const mallory = await lab.phone('attacker', MALLORY, kind);
      const headers = [['Path', `<${outside};lr>`] as const, ['Supported', 'path'] as const];
      await mallory.register({ contact: `<${outside}>`, headers });
      await friend.dial({ method: 'MESSAGE', uri: aor(MALLORY) });
      expect(await mallory.takeRequest('MESSAGE')).toBeDefined();
      expect(await bystander.line.take(/./u, SILENCE_MS)).toBeUndefined();
    },
  );
});

describe('an answer that answers nothing', () => {
  it.each(KINDS)('goes nowhere over %s', async (kind) => {
    const stranger = await lab.phone('attacker', 'stranger', kind);
    const { address, port } = bystander.line.ends;
    for (const [status, method] of [
      ['200 OK', 'INVITE'],
      ['180 Ringing', 'INVITE'],
      ['200 OK', 'OPTIONS'],
      ['407 Proxy Authentication Required', 'INVITE'],
    ])
      await stranger.line.send(
        [
          `SIP/2.0 ${status ?? ''}`,
          `Via: SIP/2.0/UDP ${lab.sip}:5060;branch=z9hG4bK${random()}.0`,
          `Via: SIP/2.0/UDP ${address}:${String(port)};branch=z9hG4bK${random()}`,
          `From: <${aor(MALLORY)}>;tag=a`,
          `To: <${aor(FRIEND)}>;tag=b`,
          `Call-ID: ${random()}`,
          `CSeq: 1 ${method ?? ''}`,
          `Record-Route: <sip:${lab.sip};lr=on;ftag=a;seal=${'0'.repeat(32)}>`,
          'Content-Length: 0',
          '\r\n',
        ].join('\r\n'),
      );
    expect(await bystander.line.take(/./u, SILENCE_MS)).toBeUndefined();
  });

  it('goes on where it is the 200 of a call, sent again long after', async () => {
    const caller = await lab.phone('attacker', MALLORY, 'udp');
    const callee = await lab.registered('victim', '1003', 'udp');
    await caller.dial({ method: 'INVITE', uri: aor('1003') });
    const arrived = await callee.requestThatCame('INVITE');
    await callee.reply(arrived, 200);
    expect(await caller.line.take(/^SIP\/2\.0 200/u)).toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, TRANSACTION_MS));
    await callee.reply(arrived, 200);
    expect(await caller.line.take(/^SIP\/2\.0 200/u)).toBeDefined();
  });
});
