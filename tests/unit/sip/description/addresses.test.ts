import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockOf, familyOf, networkOf, placeOf } from '../../../../src/sip/description/addresses.ts';

describe('the place of an address', () => {
  it.each([
    ['8.8.8.8', 'public'],
    ['172.15.255.255', 'public'],
    ['172.32.0.1', 'public'],
    ['192.169.0.1', 'public'],
    ['100.63.255.255', 'public'],
    ['100.128.0.0', 'public'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.178.20', 'private'],
    ['100.64.0.1', 'private'],
    ['169.254.10.1', 'linkLocal'],
    ['127.0.0.1', 'loopback'],
    ['127.9.9.9', 'loopback'],
    ['0.0.0.0', 'nowhere'],
    ['224.0.0.251', 'nowhere'],
    ['255.255.255.255', 'nowhere'],
    ['2001:db8::1', 'public'],
    ['64:ff9b::10.0.0.1', 'public'],
    ['fd00::2', 'private'],
    ['FC12:1:2:3:4:5:6:7', 'private'],
    ['fe80::fc:ff:fe00:1%eth0', 'linkLocal'],
    ['febf::1', 'linkLocal'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['::', 'nowhere'],
    ['ff02::fb', 'nowhere'],
    ['::ffff:192.168.1.1', 'private'],
    ['::ffff:7f00:1', 'loopback'],
    ['4a2c6d2f-0b6c-4a6e-9d70-6f0c0a9f7a11.local', 'hidden'],
    ['PHONE.LOCAL.', 'hidden'],
    ['media.example.org', 'name'],
    ['', 'nowhere'],
    ['256.1.1.1', 'nowhere'],
    ['1.2.3', 'nowhere'],
    ['1:2:3', 'nowhere'],
    ['1::2::3', 'nowhere'],
    ['::1.2.3.4.5', 'nowhere'],
    ['12345::', 'nowhere'],
  ])('of %s is %s', (address, place) => {
    expect(placeOf(address)).toBe(place);
  });

  it.each([
    ['192.168.1.2', '192.168.1', '192'],
    ['10.255.3.4', '10.255.3', '10'],
    ['172.20.3.4', '172.20.3', '172'],
    ['8.8.8.8', '8.8.8', undefined],
    ['fd00:1:2:3:4::1', '64768:1:2:3', 'fc00::/7'],
    ['fd00:1:2:3::9', '64768:1:2:3', 'fc00::/7'],
    ['2001:db8::1', '8193:3512:0:0', undefined],
    ['fe80::1', undefined, undefined],
    ['a.local', undefined, undefined],
  ])('%s is of the network %s and the block %s', (address, network, block) => {
    expect([networkOf(address), blockOf(address)]).toEqual([network, block]);
  });

  it('is told of whatever a message brings, by family', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        expect(familyOf(address)).toBeDefined();
        expect(placeOf(address)).not.toMatch(/^(?:hidden|name)$/u);
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(() => [placeOf(text), networkOf(text), blockOf(text), familyOf(text)]).not.toThrow();
      }),
    );
  });
});
