// The text of every kind of NAT: what must be in it, and what would break calls that no real NAT breaks.
import { describe, expect, it } from 'vitest';
import { NAT_KINDS, isNatKind } from '../../lab/network/nat/kinds.ts';
import { carrierRules, natText, routerRules } from '../../lab/network/nat/rules.ts';
import { renderTable } from '../../lab/network/nat/ruleset.ts';
import type { NatKind } from '../../lab/network/types.ts';

const WAN = '203.0.113.101';
const rulesOf = (kind: NatKind, chain: string): readonly string[] =>
  routerRules(kind, 'wan', WAN).chains.find(({ name }) => name === chain)?.rules ?? [];

const TRANSLATING = NAT_KINDS.filter((kind) => kind !== 'none');

describe('every NAT', () => {
  it.each(TRANSLATING)('%s drops unsolicited input, so that it takes no port from hole punching', (kind) => {
    expect(rulesOf(kind, 'input').at(-1)).toBe('iifname wan drop');
  });

  it.each(TRANSLATING)('%s forwards nothing in that nobody asked for', (kind) => {
    expect(rulesOf(kind, 'forward').at(-1)).toMatch(/drop$/u);
  });

  it.each(TRANSLATING)('%s translates what goes out', (kind) => {
    expect(rulesOf(kind, 'translate').at(-1)).toBe('oifname wan masquerade');
  });

  it('replaces the one before in the same transaction', () => {
    expect(natText(routerRules('none', 'wan', WAN))).toMatch(
      /^add table inet lab_nat\ndelete table inet lab_nat\ntable inet lab_nat \{\n/u,
    );
  });
});

describe('kinds', () => {
  it('none translates nothing', () => {
    expect(rulesOf('none', 'translate')).toEqual([]);
  });

  it('only symmetric ones take a random port for each destination', () => {
    const random = NAT_KINDS.filter((kind) =>
      natText(routerRules(kind, 'wan', WAN)).includes('fully-random'),
    );
    expect(random).toEqual(['symmetric']);
    expect(natText(carrierRules('carrierSymmetric'))).toContain('fully-random');
    expect(natText(carrierRules('carrier'))).not.toContain('fully-random');
  });

  it('a mapping with address-dependent filtering knows whom the client has sent to', () => {
    const [map] = routerRules('addressDependent', 'wan', WAN).objects;
    expect(map).toContain('type ipv4_addr . inet_service : ipv4_addr');
  });

  it('names resolve where UDP is blocked', () => {
    for (const kind of ['udpBlocked', 'tls443Only'] as const)
      expect(rulesOf(kind, 'forward')[0]).toBe('iifname lan ip daddr 203.0.113.53 udp dport 53 accept');
  });

  it('goes out by the carrier where there is one', () => {
    expect(natText(routerRules('carrier', 'cgn', WAN))).not.toContain('wan');
  });

  it('are words of their own', () => {
    expect(NAT_KINDS).toHaveLength(11);
    expect(isNatKind('toString')).toBe(false);
  });
});

describe('text for nft', () => {
  it('puts each rule on a line of its own', () => {
    const chains = [{ name: 'c', hook: 'type filter hook input priority 0', rules: ['one', 'two'] }];
    expect(renderTable('t', { objects: ['set s { type ipv4_addr; }'], chains })).toBe(
      `add table inet t
delete table inet t
table inet t {
  set s { type ipv4_addr; }
  chain c {
    type filter hook input priority 0;
    one
    two
  }
}
`,
    );
  });
});
