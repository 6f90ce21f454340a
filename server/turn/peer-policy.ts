// Which peers may be reached through a relay (RFC 8656 section 21.2: not into the network the server stands in).
// Owns the answer; own addresses are reachable only where the demo itself listens.
import { BlockList, isIPv4 } from 'node:net';

export interface PeerPolicy {
  /** Whether a permission for this address may exist at all. */
  allowsAddress(address: string): boolean;
  /** Whether a packet may be sent there. */
  allows(address: string, port: number): boolean;
}

export interface PeerPolicyOptions {
  /** False where nobody but this machine is served: its own addresses are reachable then, no public ones. */
  readonly reachesPublic?: boolean;
  /** The IPv4 addresses of this machine at which the demo's media and relays are. Others of its addresses count as private. */
  readonly ownAddresses: () => readonly string[];
  /** Whether a port of this machine belongs to the demo: its media or one of its relays. */
  readonly isOwnPort: (port: number) => boolean;
}

/** The IANA registry of special-purpose IPv4 addresses, and multicast: what is no host of the internet. */
const FORBIDDEN = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  FORBIDDEN.addSubnet(network, prefix, 'ipv4');
}

/** The demo's policy: public addresses, and the demo's own ports on this machine. IPv4 only, in no IPv6 form either. */
export function createPeerPolicy(options: PeerPolicyOptions): PeerPolicy {
  const { ownAddresses, isOwnPort, reachesPublic = true } = options;
  const isOwn = (address: string): boolean => ownAddresses().includes(address);
  const allowsAddress = (address: string): boolean =>
    isIPv4(address) && (isOwn(address) || (reachesPublic && !FORBIDDEN.check(address, 'ipv4')));
  return {
    allowsAddress,
    allows: (address, port) => allowsAddress(address) && port > 0 && (!isOwn(address) || isOwnPort(port)),
  };
}
