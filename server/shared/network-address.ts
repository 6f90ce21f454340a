// The addresses of this machine and the names by which it may be called.
// Owns the questions about them; refuses to guess a public address.
import { hostname, networkInterfaces } from 'node:os';
import { isIP } from 'node:net';

/** Every IPv4 address of this machine, loopback included. Asked anew each time: a laptop changes networks. */
export function ownIpv4Addresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ family }) => family === 'IPv4').map(({ address }) => address);
}

/** The first IPv4 address that others can reach, else `127.0.0.1`. */
export function primaryIpv4Address(): string {
  return ownIpv4Addresses().find((address) => !address.startsWith('127.')) ?? '127.0.0.1';
}

/** The name in a Host header, lower case, without port; IPv6 without brackets. */
export function hostNameOf(hostHeader: string): string {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:]*))(?::\d{1,5})?$/i.exec(hostHeader.trim());
  return (match?.[1] ?? match?.[2] ?? '').toLowerCase();
}

/** True for localhost and every loopback address. */
export function isLoopbackName(name: string): boolean {
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name)
  );
}

/**
 * True where a Host name is one that cannot be somebody else's web site made to point here (DNS rebinding):
 * an address, localhost, this machine's own name, or a name allowed on the command line.
 */
export function isExpectedHostName(name: string, allowed: readonly string[]): boolean {
  const own = hostname().toLowerCase();
  if (isIP(name) !== 0 || isLoopbackName(name)) return true;
  return [own, `${own}.local`, `${own}.lan`, ...allowed].includes(name);
}

/** What STUN and TURN are called in a profile that was asked for under a Host name. */
export function mediaHostFor(hostName: string): string {
  return isLoopbackName(hostName) || isIP(hostName) === 6 || hostName === ''
    ? primaryIpv4Address()
    : hostName;
}
