// Every kind of NAT is what it says: measured from inside by the tests of RFC 5780, before any call relies on it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raiseNetwork } from '../network/raise.ts';
import type { LabNetwork, NatKind } from '../network/types.ts';
import { probeNat } from './probe-nat.ts';
import { probeSipAlg } from './probe-sip-alg.ts';
import { probeTcp } from './probe-tcp.ts';

const EIM = { udp: 'open', mapping: 'endpointIndependent', portPreserved: true, translated: true } as const;
const NO_HAIRPIN = { hairpin: false } as const;
const PORT_RESTRICTED = { ...EIM, ...NO_HAIRPIN, filtering: 'addressAndPortDependent' } as const;
const SYMMETRIC = { ...PORT_RESTRICTED, mapping: 'addressAndPortDependent', portPreserved: false } as const;
const ROUTER = { publicAddress: '203.0.113.101' } as const;
const CARRIER = { publicAddress: '203.0.113.111' } as const;

const EXPECTED: Readonly<Record<NatKind, object>> = {
  none: {
    ...EIM,
    filtering: 'endpointIndependent',
    hairpin: true,
    translated: false,
    publicAddress: '198.51.100.10',
  },
  endpointIndependent: { ...EIM, ...ROUTER, filtering: 'endpointIndependent', hairpin: true },
  addressDependent: { ...EIM, ...ROUTER, ...NO_HAIRPIN, filtering: 'addressDependent' },
  portRestricted: { ...PORT_RESTRICTED, ...ROUTER },
  portRestrictedTranslating: { ...PORT_RESTRICTED, ...ROUTER, portPreserved: false },
  symmetric: { ...SYMMETRIC, ...ROUTER },
  carrier: { ...PORT_RESTRICTED, ...CARRIER },
  carrierSymmetric: { ...SYMMETRIC, ...CARRIER },
  udpBlocked: { udp: 'blocked' },
  tls443Only: { udp: 'blocked' },
  sipAlg: { ...PORT_RESTRICTED, ...ROUTER },
};

let network: LabNetwork;
beforeAll(async () => {
  network = await raiseNetwork();
});
afterAll(() => network.lower());

describe('each kind of NAT', () => {
  it.each(Object.entries(EXPECTED) as [NatKind, object][])('%s behaves as named', async (kind, expected) => {
    await network.setNat(0, kind);
    expect(await probeNat(network, 0)).toEqual(expected);
  });

  it('switches in less than 100 ms', async () => {
    const times: number[] = [];
    for (const kind of Object.keys(EXPECTED) as NatKind[]) {
      const startedAt = performance.now();
      await network.setNat(0, kind);
      times.push(performance.now() - startedAt);
    }
    const median = times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];
    expect(median).toBeLessThan(100);
  });
});

describe('TCP', () => {
  it.each([
    ['portRestricted', 'open', 'open'],
    ['udpBlocked', 'open', 'open'],
    ['tls443Only', 'open', 'silent'],
    ['carrierSymmetric', 'open', 'open'],
  ] as const)('%s: port 443 is %s, 3478 is %s', async (kind, https, turn) => {
    await network.setNat(0, kind);
    expect([await probeTcp(network, 0, 443), await probeTcp(network, 0, 3478)]).toEqual([https, turn]);
  });
});

describe('the SIP ALG', () => {
  it('rewrites Via and Contact of a REGISTER on port 5060', async () => {
    await network.setNat(0, 'sipAlg');
    const { arrived } = await probeSipAlg(network, 0);
    expect(arrived).toContain('Via: SIP/2.0/UDP 203.0.113.101:5060');
    expect(arrived).toContain('Contact: <sip:1001@203.0.113.101:5060>');
  });

  it('is in no other router', async () => {
    await network.setNat(0, 'portRestricted');
    expect(await probeSipAlg(network, 0)).toMatchObject({ rewritten: false });
  });
});

describe('two clients behind one router', () => {
  it.each([
    ['endpointIndependent', EXPECTED.endpointIndependent],
    ['portRestricted', EXPECTED.portRestricted],
    ['carrierSymmetric', EXPECTED.carrierSymmetric],
  ] as const)('the second client is behind the same %s NAT', async (kind, expected) => {
    await network.shareNat(kind);
    expect(await probeNat(network, 1)).toEqual(expected);
  });

  it('goes home afterwards', async () => {
    await network.shareNat('portRestricted');
    await network.setNat(1, 'symmetric');
    expect(await probeNat(network, 1)).toMatchObject({ ...SYMMETRIC, publicAddress: '203.0.113.102' });
    expect(await probeNat(network, 0)).toMatchObject(EXPECTED.portRestricted);
  });
});
