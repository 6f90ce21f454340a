// RTP with PCMU (RFC 3550, RFC 3551) in a capture of tcpdump: Ethernet, IPv4, UDP, whole packets. Pure.
import type { PlainWire } from '../types.ts';
import { soundOfPcmu } from './pcmu.ts';

const FILE_HEADER = 24;
const PACKET_HEADER = 16;
const ETHERNET_HEADER = 14;
const UDP_HEADER = 8;
const RTP_HEADER = 12;
const PCMU = 0;

interface Packet {
  readonly source: string;
  readonly udp: Buffer;
}

/** The packets of a capture; the last may be cut off. */
function packetsIn(file: Buffer): Packet[] {
  const packets: Packet[] = [];
  for (let at = FILE_HEADER; at + PACKET_HEADER <= file.length;) {
    const begin = at + PACKET_HEADER;
    const end = begin + file.readUInt32LE(at + 8);
    if (end > file.length) break;
    const ip = file.subarray(begin + ETHERNET_HEADER, end);
    packets.push({ source: ip.subarray(12, 16).join('.'), udp: ip.subarray(((ip[0] ?? 0) & 15) * 4) });
    at = end;
  }
  return packets;
}

/** The payload of a packet of RTP with PCMU; undefined of any other. */
function pcmuIn(udp: Buffer): Buffer | undefined {
  const rtp = udp.subarray(UDP_HEADER);
  const [flags = 0, type = 0] = rtp;
  if (rtp.length <= RTP_HEADER || flags >> 6 !== 2 || (type & 127) !== PCMU) return undefined;
  const sources = RTP_HEADER + (flags & 15) * 4;
  const hasExtension = (flags & 16) !== 0;
  return rtp.subarray(hasExtension ? sources + 4 + rtp.readUInt16BE(sources + 2) * 4 : sources);
}

/** What the host with this address sent and got, in a capture in little-endian byte order. */
export function pcmuInCapture(file: Buffer, ownAddress: string): PlainWire {
  const rtp = packetsIn(file).flatMap(({ source, udp }) => {
    const payload = pcmuIn(udp);
    return payload === undefined ? [] : [{ isOwn: source === ownAddress, payload }];
  });
  const came = rtp.filter(({ isOwn }) => !isOwn).map(({ payload }) => payload);
  return { sent: rtp.length - came.length, received: came.length, samples: soundOfPcmu(Buffer.concat(came)) };
}
