// What goes over the plain phone's cable, independent of what the phone says: tcpdump for a moment, RTP with PCMU (RFC 3550, 3551) read from
// its file. The phone's own recording ends with the first hold, and does not begin again (docs/interop/baresip.md).
import { readFile } from 'node:fs/promises';
import type { LabNetwork } from '../../network/types.ts';
import type { PlainWire } from '../types.ts';
import { first } from '../lab-values.ts';
import { soundOfPcmu } from './pcmu.ts';

const INTERFACE = 'eth0';
/** Listens from when it says so, for the time given; ends with tcpdump's own code where that did not begin. */
const LISTEN = `
path=$1; shift
timeout 20 tcpdump -i "$1" -Z root -n -U --immediate-mode -w "$path" udp 2> "$path.said" &
until grep -q '^tcpdump: listening' "$path.said"; do kill -0 $! || { wait $!; exit $?; }; sleep 0.02; done
sleep "$2"
kill $!
wait
`;
const SECONDS = '0.7';

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

/** The IPv4 packets of a capture in this machine's byte order; the last may be cut off. */
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

/** Listens for 0.7 s. Throws where nothing can be listened to. */
export async function listenAtWire(network: LabNetwork, path: string): Promise<PlainWire> {
  const { namespace } = network.hosts.baresip;
  const line = ['-c', LISTEN, 'listen', path, INTERFACE, SECONDS];
  await network.exec(namespace, 'sh', line, { check: true });
  const rtp = packetsIn(await readFile(path)).flatMap(({ source, udp }) => {
    const payload = pcmuIn(udp);
    return payload === undefined ? [] : [{ isOwn: source === first(network.hosts.baresip), payload }];
  });
  const came = rtp.filter(({ isOwn }) => !isOwn).map(({ payload }) => payload);
  return { sent: rtp.length - came.length, received: came.length, samples: soundOfPcmu(Buffer.concat(came)) };
}
