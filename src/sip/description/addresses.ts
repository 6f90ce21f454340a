// What kind of place an IP address stands for, and which network it is of, as far as the address alone can tell. Pure; never throws.
// Sources: RFC 6890 and the IANA registries of special-purpose addresses; RFC 1918, 4193, 6598 (private), 3927 and 4291 (link-local).

/**
 * `private`: reached only from within a network; `nowhere`: no host at all; `hidden`: a name that only the same local network resolves
 * (RFC 8828, mDNS); `name`: another host name.
 */
export type Place = 'public' | 'private' | 'linkLocal' | 'loopback' | 'nowhere' | 'hidden' | 'name';

/** The four numbers of an IPv4 address; undefined where it is none. */
function ipv4(text: string): readonly number[] | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/u.test(text)) return undefined;
  const numbers = text.split('.').map(Number);
  return numbers.every((number) => number < 256) ? numbers : undefined;
}

/** The eight groups of an IPv6 address, without its zone; undefined where it is none. */
function ipv6(text: string): readonly number[] | undefined {
  const bare = (text.split('%')[0] ?? '').toLowerCase();
  if (bare.length > 45 || !bare.includes(':')) return undefined;
  const tail = ipv4(bare.slice(bare.lastIndexOf(':') + 1));
  const [a = 0, b = 0, c = 0, d = 0] = tail ?? [];
  const written =
    tail === undefined
      ? bare
      : `${bare.slice(0, bare.lastIndexOf(':') + 1)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  const halves = written.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], rest] = halves;
  const missing = 8 - head.length - (rest?.length ?? 0);
  if (halves.length > 2 || (rest === undefined ? missing !== 0 : missing < 1)) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...(rest ?? [])];
  return groups.every((group) => /^[\da-f]{1,4}$/u.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : undefined;
}

/** An IPv4 address written within an IPv6 one (RFC 4291 2.5.5.2). */
function mapped(groups: readonly number[]): readonly number[] | undefined {
  if (!groups.slice(0, 5).every((group) => group === 0) || groups[5] !== 0xffff) return undefined;
  return groups.slice(6).flatMap((group) => [group >> 8, group & 255]);
}

function placeOfIpv4([a = 0, b = 0]: readonly number[]): Place {
  if (a === 0 || a >= 224) return 'nowhere';
  if (a === 127) return 'loopback';
  if (a === 169 && b === 254) return 'linkLocal';
  const isPrivate =
    a === 10 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 100 && b >= 64 && b < 128);
  return isPrivate ? 'private' : 'public';
}

function placeOfIpv6(groups: readonly number[]): Place {
  const [first = 0] = groups;
  if (groups.slice(0, 7).every((group) => group === 0)) return groups[7] === 1 ? 'loopback' : 'nowhere';
  if (first >= 0xff00) return 'nowhere';
  if (first >= 0xfe80 && first < 0xfec0) return 'linkLocal';
  return first >= 0xfc00 && first < 0xfe00 ? 'private' : 'public';
}

/** Its numbers, of 8 bits or of 16; undefined for a name. */
function numbersOf(address: string): readonly number[] | undefined {
  const six = ipv6(address);
  return ipv4(address) ?? (six && (mapped(six) ?? six));
}

export function placeOf(address: string): Place {
  const numbers = numbersOf(address);
  if (numbers === undefined) {
    if (/\.local\.?$/iu.test(address)) return 'hidden';
    return /^[^\s:]+$/u.test(address) && /[a-z]/iu.test(address) ? 'name' : 'nowhere';
  }
  return numbers.length === 4 ? placeOfIpv4(numbers) : placeOfIpv6(numbers);
}

export type Family = 'ipv4' | 'ipv6';

/** Undefined for a name. */
export function familyOf(address: string): Family | undefined {
  const numbers = numbersOf(address);
  return numbers && (numbers.length === 4 ? 'ipv4' : 'ipv6');
}

/**
 * The network that an address is of, as networks of phones are made: its /24, or its /64 (RFC 4291 2.5.4), in a form to be compared;
 * undefined for a name, and for a link-local IPv6 address, which every link has.
 */
export function networkOf(address: string): string | undefined {
  const numbers = numbersOf(address);
  if (numbers === undefined) return undefined;
  if (numbers.length === 4) return numbers.slice(0, 3).join('.');
  return placeOf(address) === 'linkLocal' ? undefined : numbers.slice(0, 4).join(':');
}

/**
 * The block that a private address is given out of (RFC 1918, RFC 4193, RFC 6598), in a form to be compared; undefined for others. Two of
 * one block may be of one large network, with routers within.
 */
export function blockOf(address: string): string | undefined {
  const numbers = placeOf(address) === 'private' ? numbersOf(address) : undefined;
  return numbers && (numbers.length === 4 ? String(numbers[0]) : 'fc00::/7');
}
