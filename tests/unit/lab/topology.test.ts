// The lab's map: nothing twice, nothing of anybody else's, and a client's addresses wherever it is put.
import { describe, expect, it } from 'vitest';
import { CABLES, SETUPS } from '../../lab/network/raise-script.ts';
import { HOSTS, NAMES, NAMESPACES, SIDES, clientAddresses, gatewayOf } from '../../lab/network/topology.ts';

const publicAddresses = [
  ...Object.values(HOSTS).flatMap(({ addresses }) => addresses),
  ...SIDES.flatMap(({ routerAddress, carrierAddress }) => [routerAddress, carrierAddress]),
];

describe('the map', () => {
  it('has every namespace and public address once', () => {
    expect(new Set(NAMESPACES).size).toBe(NAMESPACES.length);
    expect(new Set(publicAddresses).size).toBe(publicAddresses.length);
  });

  it('takes addresses from the documentation range alone', () => {
    for (const address of publicAddresses) expect(address).toMatch(/^203\.0\.113\.\d+$/u);
  });

  it('names only machines that are there', () => {
    for (const address of Object.values(NAMES)) expect(publicAddresses).toContain(address);
  });

  it('keeps names of devices within the 15 letters of the kernel', () => {
    for (const [, name = ''] of CABLES.matchAll(/(?:add|name) ([\w-]+)/gu))
      expect(name.length).toBeLessThan(16);
  });

  it('sets every namespace up', () => {
    expect(SETUPS.map(({ namespace }) => namespace).toSorted()).toEqual([...NAMESPACES].toSorted());
  });
});

describe("a client's address", () => {
  it.each([
    [0, 'portRestricted', false, '192.168.1.10', '192.168.1.11', '192.168.1.1'],
    [1, 'symmetric', false, '192.168.2.10', '192.168.2.11', '192.168.2.1'],
    [1, 'symmetric', true, '192.168.1.12', '192.168.1.13', '192.168.1.1'],
    [0, 'none', false, '198.51.100.10', '198.51.100.11', '198.51.100.1'],
    [1, 'none', false, '192.0.2.10', '192.0.2.11', '192.0.2.1'],
  ] as const)('side %i behind %s (shared: %s) is %s', (side, nat, shared, usual, spare, gateway) => {
    expect(clientAddresses(side, { nat, shared })).toEqual([usual, spare]);
    expect(gatewayOf(side, { nat, shared })).toBe(gateway);
  });
});
