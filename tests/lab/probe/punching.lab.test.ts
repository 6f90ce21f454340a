// Which pairs of NATs two clients get through with STUN alone: the reason for every relay.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { raiseNetwork } from '../network/raise.ts';
import type { LabNetwork } from '../network/types.ts';
import { probePunching } from './probe-punching.ts';

let network: LabNetwork;
beforeAll(async () => {
  network = await raiseNetwork();
});
afterAll(() => network.lower());

it.each([
  ['none', 'symmetric', true],
  ['endpointIndependent', 'symmetric', true],
  ['addressDependent', 'symmetric', true],
  ['portRestricted', 'portRestricted', true],
  ['portRestrictedTranslating', 'portRestricted', true],
  ['carrier', 'portRestricted', true],
  ['sipAlg', 'portRestricted', true],
  ['portRestricted', 'symmetric', false],
  ['carrier', 'carrierSymmetric', false],
  ['symmetric', 'symmetric', false],
] as const)('%s and %s: %s', async (first, second, reached) => {
  await Promise.all([network.setNat(0, first), network.setNat(1, second)]);
  expect(await probePunching(network)).toBe(reached);
});

it('two clients of one router reach each other by its public address only where it hairpins', async () => {
  await network.shareNat('endpointIndependent', { isolated: true });
  expect(await probePunching(network)).toBe(true);
  await network.shareNat('portRestricted', { isolated: true });
  expect(await probePunching(network)).toBe(false);
});
