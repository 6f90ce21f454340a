// Faults of what routers remember: mappings and connections.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { raiseNetwork } from '../network/raise.ts';
import type { LabNetwork, NatKind } from '../network/types.ts';
import { cut } from './cut.ts';
import { dropMappings } from './mappings.ts';
import { dropTcpSilently } from './tcp.ts';
import { startReflector } from './traffic/measure.ts';
import { startTalk } from './traffic/talk.ts';
import { openMapping } from './traffic/mapping.ts';

let network: LabNetwork;
let stopReflector: () => Promise<unknown>;
beforeAll(async () => {
  network = await raiseNetwork();
  stopReflector = await startReflector(network);
});
afterEach(() => network.undoAll());
afterAll(async () => {
  await stopReflector();
  await network.lower();
});

describe('a half-open connection', () => {
  it('is silent and not closed, while a new one works; heals when undone', async () => {
    const before = await startTalk(network, 0);
    expect(await before.echoes('one', 2_000)).toBe(true);
    const fault = await dropTcpSilently(network, 0);
    expect(await before.echoes('two', 700)).toBe(false);
    expect(before.isClosed()).toBe(false);
    const after = await startTalk(network, 0);
    expect(await after.echoes('three', 2_000)).toBe(true);
    await fault.undo();
    expect(await before.echoes('four', 5_000)).toBe(true);
    await Promise.all([before.end(), after.end()]);
  });

  it('hears nothing where only the way in is dropped', async () => {
    const talk = await startTalk(network, 0);
    await dropTcpSilently(network, 0, 'in');
    expect(await talk.echoes('one', 500)).toBe(false);
    await talk.end();
  });
});

describe('TCP cut silently', () => {
  it('stops what is open', async () => {
    const talk = await startTalk(network, 0);
    await cut(network, 0, { what: 'tcpSilently', direction: 'both' });
    expect(await talk.echoes('one', 500)).toBe(false);
    expect(talk.isClosed()).toBe(false);
    await talk.end();
  });
});

describe('mappings', () => {
  it.each([
    ['endpointIndependent', 'same'],
    ['portRestricted', 'same'],
    ['symmetric', 'other'],
    ['carrierSymmetric', 'other'],
  ] as const satisfies readonly (readonly [NatKind, 'same' | 'other'])[])(
    'a forgetful %s NAT lets nothing in until the client sends, then from the %s port',
    async (kind, port) => {
      await network.setNat(0, kind);
      const mapping = await openMapping(network, 0);
      expect(await mapping.reaches()).toBe(true);
      await dropMappings(network, 0);
      expect(await mapping.reaches()).toBe(false);
      expect(await mapping.renew()).toBe(port);
      expect(await mapping.reaches()).toBe(true);
      await mapping.end();
    },
  );
});
