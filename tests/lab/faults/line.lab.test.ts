// Faults of the line and of the client's place in the network, each seen from both ends.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { raiseNetwork } from '../network/raise.ts';
import type { LabNetwork } from '../network/types.ts';
import { probeNat } from '../probe/probe-nat.ts';
import { limitBandwidth } from './bandwidth.ts';
import { changeAddress, linkDown } from './place.ts';
import { measureTraffic } from './traffic/measure.ts';

let network: LabNetwork;
beforeAll(async () => {
  network = await raiseNetwork();
});
afterEach(() => network.undoAll());
afterAll(() => network.lower());

describe('bandwidth', () => {
  /** 1 Mbit/s for a second. */
  const PLAN = { kinds: ['rtp'], count: 250, everyMs: 3, bytes: 500 } as const;

  it('lets all of it pass a line that is wide enough', async () => {
    await limitBandwidth(network, 0, 4_000);
    expect((await measureTraffic(network, 0, PLAN)).returned.rtp).toBe(250);
  });

  it('lets a fifth or so pass a thin one, on the way out', async () => {
    await limitBandwidth(network, 0, 200, 'out');
    const { arrived } = await measureTraffic(network, 0, PLAN);
    expect(arrived.rtp).toBeGreaterThan(25);
    expect(arrived.rtp).toBeLessThan(110);
  });

  it('limits the way in alone', async () => {
    await limitBandwidth(network, 0, 200, 'in');
    const { arrived, returned } = await measureTraffic(network, 0, PLAN);
    expect(arrived.rtp).toBe(250);
    expect(returned.rtp).toBeLessThan(110);
  });
});

describe('another address', () => {
  it.each(['portRestricted', 'none'] as const)('behind %s, the client goes on with it', async (kind) => {
    await network.setNat(0, kind);
    const [usual, spare] = network.clients[0].addresses;
    const fault = await changeAddress(network, 0);
    expect(network.clients[0].address).toBe(spare);
    expect(await probeNat(network, 0)).toMatchObject({ udp: 'open' });
    await fault.undo();
    expect(network.clients[0].address).toBe(usual);
    expect(await probeNat(network, 0)).toMatchObject({ udp: 'open' });
  });
});

describe('the link', () => {
  it('carries nothing while it is down, and all of it afterwards', async () => {
    const fault = await linkDown(network, 0);
    expect((await measureTraffic(network, 0, { kinds: ['stun'] })).arrived).toEqual({});
    await fault.undo();
    expect((await measureTraffic(network, 0, { kinds: ['stun'] })).returned).toEqual({ stun: 5 });
  });
});
