// Two accounts in one page: two real user agents at two servers of two domains. What one learns, proves, loses or talks never touches the
// other.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryNetwork } from '../../../doubles/sip/memory-network.ts';
import { MemoryPbx } from '../../../doubles/sip/memory-pbx.ts';
import { TestPhone, media } from '../../../doubles/sip/test-phone.ts';
import { installFakeWebRtc } from '../../../doubles/sip/webrtc/install.ts';
import { settle } from './support/pair.ts';

const WORK = { domain: 'work.example.org', url: 'wss://work.example.org/sip' };
const HOME = { domain: 'home.example.org', url: 'wss://home.example.org/sip' };

let network: MemoryNetwork;
let servers: { readonly work: MemoryPbx; readonly home: MemoryPbx };
/** The two accounts of one person: the same number at both servers. */
let own: { readonly work: TestPhone; readonly home: TestPhone };
let others: { readonly work: TestPhone; readonly home: TestPhone };

const phoneAt = (user: string, { domain, url }: typeof WORK): TestPhone =>
  new TestPhone(user, [url], undefined, domain);
const all = (): TestPhone[] => [own.work, own.home, others.work, others.home];

/** What crossed the wire to or from a server. */
function wireOf({ url }: typeof WORK): string[] {
  return network.wire.filter((message) => message.url === url).map(({ data }) => String(data));
}

beforeEach(async () => {
  vi.useFakeTimers();
  installFakeWebRtc();
  network = new MemoryNetwork();
  vi.stubGlobal('WebSocket', network.WebSocket);
  servers = {
    work: new MemoryPbx(network, WORK.url, WORK.domain),
    home: new MemoryPbx(network, HOME.url, HOME.domain),
  };
  own = { work: phoneAt('1001', WORK), home: phoneAt('1001', HOME) };
  others = { work: phoneAt('1002', WORK), home: phoneAt('1002', HOME) };
  for (const phone of all()) phone.userAgent.start();
  await settle();
});

afterEach(async () => {
  const stopped = Promise.all(all().map(({ userAgent }) => userAgent.stop()));
  await settle(3000);
  await stopped;
  expect([...servers.work.faults, ...servers.home.faults]).toEqual([]);
  expect(all().flatMap(({ problems }) => problems)).toEqual([]);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Both accounts talk: one called, the other was called. */
async function talkOnBoth(): Promise<void> {
  own.work.call('1002');
  others.home.call('1001');
  await settle();
  others.work.ringing.answer(media());
  own.home.ringing.answer(media());
  await settle();
}

const established = (phone: TestPhone): boolean =>
  phone.events.some((event) => event.kind === 'sessionChanged' && event.change.kind === 'established');
const terminated = (phone: TestPhone): boolean =>
  phone.events.some((event) => event.kind === 'sessionChanged' && event.change.kind === 'terminated');

describe('two accounts at two servers', () => {
  it('are both registered, and each server hears of its own alone', () => {
    expect(own.work.kinds()).toContain('registered');
    expect(own.home.kinds()).toContain('registered');
    expect(wireOf(WORK).length).toBeGreaterThan(0);
    expect(wireOf(WORK).filter((text) => text.includes(HOME.domain))).toEqual([]);
    expect(wireOf(HOME).filter((text) => text.includes(WORK.domain))).toEqual([]);
  });

  it('talk at the same time, and the end of one call leaves the other', async () => {
    await talkOnBoth();
    expect(all().map(established)).toEqual([true, true, true, true]);
    others.work.ringing.terminate();
    await settle();
    expect(terminated(own.work)).toBe(true);
    expect(terminated(own.home)).toBe(false);
    own.home.ringing.terminate();
    await settle();
    expect(all().map(terminated)).toEqual([true, true, true, true]);
  });

  it('hold each by itself', async () => {
    await talkOnBoth();
    const held = own.home.ringing.setHold(true);
    await settle();
    expect(await held).toBe(true);
    const told = (phone: TestPhone): boolean =>
      phone.events.some(
        (event) => event.kind === 'sessionChanged' && event.change.kind === 'remoteHoldChanged',
      );
    expect(told(others.home)).toBe(true);
    expect(told(others.work)).toBe(false);
  });

  it('lose and find their servers each by itself, calls included', async () => {
    await talkOnBoth();
    for (const phone of all()) phone.forget();
    servers.work.kill();
    await settle(500);
    expect(own.work.kinds()).toContain('disconnected');
    expect(own.home.kinds()).not.toContain('disconnected');
    servers.work.start();
    await settle(20_000);
    expect(own.work.kinds()).toContain('registered');
    expect(terminated(own.home)).toBe(false);
    others.home.call('1001');
    await settle();
    expect(own.home.incoming).toHaveLength(1);
  });

  it('answer no challenge in the realm of the other', async () => {
    await talkOnBoth();
    const digests = (place: typeof WORK): string[] =>
      wireOf(place).flatMap((text) =>
        [...text.matchAll(/^(?:Proxy-)?Authorization: .*$/gmu)].map(([line]) => line),
      );
    expect(digests(WORK).length).toBeGreaterThan(0);
    expect(digests(WORK).every((line) => line.includes(`realm="${WORK.domain}"`))).toBe(true);
    expect(digests(HOME).every((line) => line.includes(`realm="${HOME.domain}"`))).toBe(true);
  });

  it('end each by itself: a sign-out of one leaves the other reachable', async () => {
    const stopped = own.work.userAgent.stop();
    await settle(3000);
    await stopped;
    expect(servers.work.registered).toEqual(['1002']);
    expect(servers.home.registered).toEqual(['1001', '1002']);
    others.home.call('1001');
    await settle();
    expect(own.home.incoming).toHaveLength(1);
  });
});
