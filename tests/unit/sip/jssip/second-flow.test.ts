// Two flows of one phone to two servers (RFC 5626): what goes over which, and what becomes of each when the other dies.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { headerOf, type SipRequest } from '../../../../server/sip/message.ts';
import { MemoryNetwork } from '../../../doubles/sip/memory-network.ts';
import { MemoryPbx } from '../../../doubles/sip/memory-pbx.ts';
import { asCaller, newDialog } from '../../../doubles/sip/peer-dialog.ts';
import { requestIn, SipPeer } from '../../../doubles/sip/sip-peer.ts';
import { serializeMessage } from '../../../../server/sip/serialize-message.ts';
import { DOMAIN, TestPhone, media } from '../../../doubles/sip/test-phone.ts';
import { installFakeWebRtc } from '../../../doubles/sip/webrtc/install.ts';
import { OFFER } from './support/wire.ts';
import { settle } from './support/pair.ts';

const A = 'wss://a.example.org/sip';
const B = 'wss://b.example.org/sip';
const C = 'wss://c.example.org/sip';
const OUTBOUND = [['Require', 'outbound']] as const;
const MINUTE = 60_000;

let network: MemoryNetwork;
let phones: TestPhone[];

beforeEach(() => {
  vi.useFakeTimers();
  installFakeWebRtc();
  network = new MemoryNetwork();
  vi.stubGlobal('WebSocket', network.WebSocket);
  phones = [];
});

afterEach(async () => {
  const stopped = Promise.all(phones.map((phone) => phone.userAgent.stop()));
  await settle(3000);
  await stopped;
  for (const phone of phones) expect(phone.problems).toEqual([]);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function phoneOf(user: string, servers: readonly [string, ...string[]]): TestPhone {
  const phone = new TestPhone(user, servers);
  phones.push(phone);
  phone.userAgent.start();
  return phone;
}

function peerAt(url: string, headers: SipPeer['registrarHeaders'] = OUTBOUND): SipPeer {
  const peer = new SipPeer(network, url);
  peer.registrarHeaders = headers;
  return peer;
}

/** A phone with two flows, to servers played by hand. */
async function twoFlows(): Promise<{ first: SipPeer; second: SipPeer; phone: TestPhone }> {
  const [first, second] = [peerAt(A), peerAt(B)];
  const phone = phoneOf('1001', [A, B]);
  await settle(6000);
  return { first, second, phone };
}

const contactOf = (request: SipRequest | undefined): string =>
  (request && headerOf(request, 'Contact')) ?? 'no contact';
const uriOf = (request: SipRequest | undefined): string => /<([^>]+)>/u.exec(contactOf(request))?.[1] ?? '';
const instanceOf = (request: SipRequest | undefined): string | undefined =>
  /\+sip\.instance="([^"]+)"/u.exec(contactOf(request))?.[1];
const kindsAfter = (phone: TestPhone, index: number): string[] => phone.kinds().slice(index);

describe('a second flow', () => {
  it('is registered with another server: same instance and contact, reg-id 2, a Call-ID of its own', async () => {
    const { first, second } = await twoFlows();
    const [one, two] = [first.requests('REGISTER'), second.requests('REGISTER')];
    expect([one.length, two.length]).toEqual([1, 1]);
    expect(contactOf(one[0])).toContain(';reg-id=1');
    expect(contactOf(two[0])).toContain(';reg-id=2');
    expect(contactOf(two[0])).not.toContain('reg-id=1');
    expect(instanceOf(two[0])).toBe(instanceOf(one[0]));
    expect(uriOf(two[0])).toBe(uriOf(one[0]));
    expect(headerOf(two[0]!, 'Call-ID')).not.toBe(headerOf(one[0]!, 'Call-ID'));
  });

  it('is refreshed and kept alive by itself', async () => {
    const { second } = await twoFlows();
    await settle(10 * MINUTE);
    const cseqs = second.requests('REGISTER').map((one) => Number.parseInt(headerOf(one, 'CSeq') ?? '', 10));
    expect(cseqs.length).toBeGreaterThanOrEqual(2);
    expect(cseqs).toEqual(cseqs.map((_, index) => index + 1));
    expect(second.raw.filter((data) => data === '\r\n\r\n').length).toBeGreaterThan(10);
  });

  it.each([[[]], [[['Supported', 'path, gruu']]]] as const)(
    'is not opened where the server says %j of it',
    async (headers) => {
      peerAt(A, headers);
      const other = peerAt(B);
      phoneOf('1001', [A, B]);
      await settle(20 * MINUTE);
      expect(other.raw).toEqual([]);
      expect(network.open()).toHaveLength(1);
    },
  );

  it('is not opened to the first one’s server', async () => {
    const peer = peerAt(A);
    phoneOf('1001', [A]);
    await settle(10 * MINUTE);
    expect(network.open()).toHaveLength(1);
    expect(peer.requests('REGISTER').every((one) => contactOf(one).includes('reg-id=1'))).toBe(true);
  });

  it.each([
    [503, 12],
    [403, 2],
  ])('that is refused with %i is not hammered at, and the first does not care', async (status, most) => {
    const [first, second] = [peerAt(A), peerAt(B)];
    second.acceptsRegister = false;
    const phone = phoneOf('1001', [A, B]);
    const refusing = setInterval(() => {
      for (const one of second.seen.splice(0))
        if (one.kind === 'request' && one.method === 'REGISTER') second.respond(one, status);
    }, 10);
    let count = 0;
    const respond = second.respond.bind(second);
    second.respond = (...args): ReturnType<typeof respond> => {
      count += 1;
      return respond(...args);
    };
    await settle(10 * MINUTE);
    clearInterval(refusing);
    expect(count).toBeGreaterThanOrEqual(1);
    expect(count).toBeLessThanOrEqual(most);
    expect(phone.kinds()).not.toContain('registrationFailed');
    expect(phone.kinds()).not.toContain('disconnected');
    expect(first.requests('REGISTER').length).toBeLessThanOrEqual(3);
  });

  it('that is lost comes back in its own time, and the first does not care', async () => {
    const { second, phone } = await twoFlows();
    const before = phone.events.length;
    second.connection.drop();
    await settle(40_000);
    expect(network.open(B)).toHaveLength(0);
    await settle(60_000);
    expect(network.open(B)).toHaveLength(1);
    expect(second.requests('REGISTER')).toHaveLength(2);
    expect(kindsAfter(phone, before)).toEqual([]);
  });

  it('that died in silence is noticed by its own keep-alive', async () => {
    const { second } = await twoFlows();
    second.connection.goHalfOpen();
    await settle(2 * MINUTE + 10_000);
    expect(second.requests('REGISTER')).toHaveLength(2);
    expect(network.open(B).filter(({ state }) => state === 'whole')).toHaveLength(1);
  });

  it('that took the first one’s place is given up for good, and the first is registered again', async () => {
    const first = peerAt(A, [['Supported', 'outbound']]);
    const second = peerAt(B, [['Supported', 'outbound']]);
    phoneOf('1001', [A, B]);
    await settle(6000);
    expect(second.requests('REGISTER')).toHaveLength(1);
    expect(first.requests('REGISTER')).toHaveLength(2);
    await settle(20 * MINUTE);
    expect(second.requests('REGISTER')).toHaveLength(1);
    expect(network.open().map(({ url }) => url)).toEqual([A]);
  });

  it('is unregistered with the first at sign-out', async () => {
    const { first, second, phone } = await twoFlows();
    const stopped = phone.userAgent.stop();
    await settle(3000);
    await stopped;
    for (const [peer, regId] of [
      [first, 'reg-id=1'],
      [second, 'reg-id=2'],
    ] as const) {
      const goodbye = peer.requests('REGISTER').at(-1);
      expect(goodbye && headerOf(goodbye, 'Expires')).toBe('0');
      expect(contactOf(goodbye)).toContain(regId);
    }
    expect(network.open()).toEqual([]);
  });

  it('moves away when the first one comes to its server', async () => {
    peerAt(A);
    const [b, c] = [peerAt(B), peerAt(C)];
    const phone = phoneOf('1001', [A, B, C]);
    await settle(6000);
    expect(network.open().map(({ url }) => url)).toEqual([A, B]);
    network.set(A, 'refuses');
    network.latest(A).drop();
    await settle(3000);
    expect(phone.kinds().at(-1)).toBe('registered');
    await settle(MINUTE);
    expect(b.requests('REGISTER').some((one) => contactOf(one).includes('reg-id=1'))).toBe(true);
    // A refuses; its turn comes in the next two minutes, and then C's.
    await settle(3 * MINUTE);
    expect(network.open().map(({ url }) => url)).toEqual([B, C]);
    expect(contactOf(c.requests('REGISTER')[0])).toContain('reg-id=2');
  });
});

describe('the first flow', () => {
  it('goes to the second one’s server when its own falls silent, before any that may be dead too', async () => {
    peerAt(A);
    const third = peerAt(C);
    network.set(B, 'silent');
    phoneOf('1001', [A, B, C]);
    await settle(2 * MINUTE);
    expect(network.open().map(({ url }) => url)).toEqual([A, C]);
    network.latest(A).goHalfOpen();
    network.set(A, 'silent');
    const from = network.connections.length;
    await settle(35_000);
    const tried = network.connections.slice(from).map(({ url }) => url);
    expect(tried.slice(0, 2)).toEqual([A, C]);
    expect(third.requests('REGISTER').some((one) => contactOf(one).includes('reg-id=1'))).toBe(true);
  });
});

describe('a call over the second flow', () => {
  it('rings, is answered and ended there while the first is dead and not yet found so', async () => {
    const { first, second, phone } = await twoFlows();
    first.connection.goHalfOpen();
    const began = newDialog(uriOf(first.requests('REGISTER')[0]), 'sip:1002@pbx.example.org');
    second.request('INVITE', began, { body: OFFER });
    await settle(100);
    expect((await second.nextResponse('INVITE', 180)).status).toBe(180);
    phone.ringing.answer(media());
    await settle(100);
    const dialog = asCaller(began, await second.nextResponse('INVITE', 200));
    second.request('ACK', dialog);
    second.request('OPTIONS', dialog);
    await settle(100);
    expect((await second.nextResponse('OPTIONS')).status).toBe(200);
    second.request('BYE', dialog);
    await settle(100);
    expect((await second.nextResponse('BYE')).status).toBe(200);
    expect(phone.changesOf(phone.ringing).at(-1)).toMatchObject({
      kind: 'terminated',
      end: { by: 'remote' },
    });
  });

  it('that is malformed is refused there', async () => {
    const { first, second } = await twoFlows();
    const invite = requestIn('INVITE', newDialog(uriOf(first.requests('REGISTER')[0])), { body: OFFER });
    second.send(serializeMessage(invite).replace(/^CSeq: \d+ INVITE/mu, 'CSeq: 1 BYE'));
    await settle(100);
    expect((await second.nextResponse('BYE')).status).toBe(400);
  });

  it('that comes over both is answered 482 on the later one and rings once', async () => {
    const { first, second, phone } = await twoFlows();
    const invite = requestIn('INVITE', newDialog(uriOf(first.requests('REGISTER')[0])), {
      body: OFFER,
      branch: 'z9hG4bKforkone',
    });
    const text = serializeMessage(invite);
    first.send(text);
    await settle(50);
    second.send(text.replace('z9hG4bKforkone', 'z9hG4bKforktwo'));
    await settle(100);
    expect((await second.nextResponse('INVITE')).status).toBe(482);
    expect((await first.nextResponse('INVITE', 180)).status).toBe(180);
    expect(phone.incoming).toHaveLength(1);
    phone.ringing.answer(media());
    await settle(100);
    expect((await first.nextResponse('INVITE', 200)).status).toBe(200);
    expect(second.seen.filter((one) => one.kind === 'response').map(({ status }) => status)).toEqual([482]);
  });

  it('is answered over the other flow where the second is gone by then', async () => {
    const { first, second, phone } = await twoFlows();
    second.request('INVITE', newDialog(uriOf(first.requests('REGISTER')[0])), { body: OFFER });
    await settle(100);
    second.connection.drop();
    await settle(100);
    phone.ringing.answer(media());
    await settle(100);
    expect((await first.nextResponse('INVITE', 200)).status).toBe(200);
  });
});

describe('an answer', () => {
  it('that a dying second flow swallows goes out again over the first', async () => {
    const { first, second, phone } = await twoFlows();
    second.request('INVITE', newDialog(uriOf(first.requests('REGISTER')[0])), { body: OFFER });
    await settle(100);
    second.connection.goHalfOpen();
    phone.ringing.answer(media());
    await settle(15_000);
    expect((await first.nextResponse('INVITE', 200)).status).toBe(200);
    expect(second.seen.some((one) => one.kind === 'response' && one.status === 200)).toBe(false);
  });
});

describe('with a registrar that keeps several flows', () => {
  it('a phone is called while its first flow is dead: challenged on both, reached by either', async () => {
    const pbx = new MemoryPbx(network, [A, B], DOMAIN);
    const alice = phoneOf('1001', [A, B]);
    await settle(6000);
    const bob = phoneOf('1002', [B]);
    await settle(500);
    expect(network.open().map(({ url }) => url)).toEqual([A, B, B]);
    const registered = network
      .texts('toServer')
      .filter((text) =>
        /^REGISTER[^]*Contact:[^]*Authorization:|^REGISTER[^]*Authorization:[^]*Contact:/u.test(text),
      );
    expect(registered.map((text) => /From: <sip:(\d+)@[^]*reg-id=(\d)/iu.exec(text)?.slice(1))).toEqual([
      ['1001', '1'],
      ['1001', '2'],
      ['1002', '1'],
    ]);
    network.open(A)[0]?.goHalfOpen();
    const calling = bob.call('1001');
    await settle(4000);
    alice.ringing.answer(media());
    await settle(1000);
    expect(bob.changesOf(calling).map(({ kind }) => kind)).toContain('established');
    // The first flow is found dead meanwhile, and what she sends herself goes over the next one.
    alice.ringing.terminate();
    await settle(12_000);
    expect(bob.changesOf(calling).at(-1)).toMatchObject({ kind: 'terminated', end: { by: 'remote' } });
    expect(alice.incoming).toHaveLength(1);
    await settle(20_000);
    const from = network.wire.length;
    const stopped = alice.userAgent.stop();
    await settle(3000);
    await stopped;
    const goodbyes = network.wire
      .slice(from)
      .map(({ data, url }) => [String(data), url] as const)
      .filter(([text]) => /^REGISTER(?=[^]*\r\nExpires: 0\r)(?=[^]*\r\nAuthorization:)/u.test(text));
    expect(goodbyes.map(([text]) => /reg-id=(\d)/u.exec(text)?.[1]).sort()).toEqual(['1', '2']);
    expect(new Set(goodbyes.map(([, url]) => url)).size).toBe(2);
    expect(pbx.registered).toEqual(['1002']);
    expect(pbx.faults).toEqual([]);
  });
});
