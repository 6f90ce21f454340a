// What TURN relays to nobody: IANA's special-purpose registries, each block of them, in both of coturn's files.
import { readFileSync } from 'node:fs';
import { BlockList } from 'node:net';
import { describe, expect, it } from 'vitest';
import { completeValues } from '../../../deploy/values.mjs';
import { fillText } from '../../../deploy/fill.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';

/** First and last address of each block (iana-ipv4-special-registry, iana-ipv6-special-registry, and RFC 3879's site-local). */
const SPECIAL: readonly (readonly [string, string])[] = [
  ['0.0.0.1', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.255'],
  ['192.31.196.0', '192.31.196.255'],
  ['192.52.193.0', '192.52.193.255'],
  ['192.88.99.0', '192.88.99.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['192.175.48.0', '192.175.48.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.255'],
  ['240.0.0.0', '255.255.255.255'],
  ['::1', '::1'],
  ['64:ff9b::', '64:ff9b::ffff:ffff'],
  ['64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
  ['100::', '100::ffff:ffff:ffff:ffff'],
  ['100:0:0:1::', '100:0:0:1:ffff:ffff:ffff:ffff'],
  ['2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2620:4f:8000::', '2620:4f:8000:ffff:ffff:ffff:ffff:ffff'],
  ['3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
];
const MAPPED = ['::ffff:0:0', '::ffff:ffff:ffff'] as const;
const OPEN = ['1.1.1.1', '9.255.255.255', '100.63.255.255', '172.32.0.0', '192.0.1.0', '198.20.0.0', '2606:4700::1', '2a00::1'];

const family = (address: string): 'ipv4' | 'ipv6' => (address.includes(':') ? 'ipv6' : 'ipv4');

function textOf(file: string): string {
  const { values } = completeValues({
    DOMAIN: 'example.com',
    WEB_ADDRESS: '1.0.0.1',
    SIP_ADDRESS: '1.0.0.2',
    TURN_ADDRESS: '1.0.0.3',
    NONCE_SECRET: 'n'.repeat(40),
    TURN_SECRET: 't'.repeat(40),
    STATIC_TURN: 'yes',
    STATIC_TURN_ADDRESS: '1.0.0.4',
    STATIC_TURN_NAME: 'turn2.example.com',
    STATIC_TURN_USER: 'desk',
    STATIC_TURN_PASSWORD: 'p'.repeat(40),
  });
  return fillText(readFileSync(inRoot(`deploy/coturn/${file}`), 'utf8'), values);
}
const rangesOf = (text: string): string[][] =>
  [...text.matchAll(/^denied-peer-ip=(\S+)$/gmu)].map(([, range = '']) => range.split('-'));

describe.each(['turnserver.conf', 'turnserver-static.conf'])('%s', (file) => {
  const ranges = rangesOf(textOf(file));

  it('refuses every special-purpose network, first address to last, and no other', () => {
    const denied = new BlockList();
    for (const [low = '', high = low] of ranges)
      // a list in Node takes a mapped address for the IPv4 one inside
      if (low !== MAPPED[0]) denied.addRange(low, high, family(low));
    for (const address of SPECIAL.flat()) expect([address, denied.check(address, family(address))]).toEqual([address, true]);
    for (const address of OPEN) expect([address, denied.check(address, family(address))]).toEqual([address, false]);
    expect(ranges).toContainEqual([...MAPPED]);
  });

  it('has no range from "::" or "0.0.0.0" alone, which coturn takes for any address at all', () => {
    for (const [low, high] of ranges) if (low === '::' || high === undefined) expect(low).toBe('::1');
  });

  it('relays no TCP', () => {
    expect(textOf(file)).toMatch(/^no-tcp-relay$/mu);
  });
});
