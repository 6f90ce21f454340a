// The X.509 extension that binds an authority to a few names and addresses (RFC 5280 section 4.2.1.10), in DER (X.690).
// Owns the bytes; pure. The certificate library has no class for it.
import { isIP, isIPv4 } from 'node:net';

/** A value with its tag; lengths up to 65 535. */
function der(tag: number, value: Buffer): Buffer {
  const length = value.length;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), value]);
  const head = length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), value]);
}

function ipv4Octets(address: string): Buffer {
  return Buffer.from(address.split('.').map(Number));
}

/** The sixteen octets of an IPv6 address without a zone and without a dotted end. */
function ipv6Octets(address: string): Buffer {
  const [left = '', right] = address.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [head, tail] = [groups(left), groups(right ?? '')];
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  const all = right === undefined ? head : [...head, ...zeros, ...tail];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** GeneralName: a DNS name and what is below it, or one address with a mask of ones. */
function generalName(name: string): Buffer {
  if (isIP(name) === 0) return der(0x82, Buffer.from(name, 'latin1'));
  const octets = isIPv4(name) ? ipv4Octets(name) : ipv6Octets(name);
  return der(0x87, Buffer.concat([octets, Buffer.alloc(octets.length, 0xff)]));
}

/**
 * The value of nameConstraints that permits these DNS names and IP addresses and no others. Both kinds must be there: one that
 * is not mentioned is not constrained.
 */
export function permittedNames(names: readonly string[]): Buffer {
  const subtrees = names.map((name) => der(0x30, generalName(name)));
  return der(0x30, der(0xa0, Buffer.concat(subtrees)));
}
