// One packet of each kind that a call puts on the wire, as small as the rules of matches.ts can tell them apart.
// The last byte is the kind's number: who gets one knows what it was meant to be.

const COOKIE = [0x21, 0x12, 0xa4, 0x42] as const;
const TRANSACTION = Array.from({ length: 12 }, (_, index) => index);
const RTP = [0x80, 111, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0xfc];
const RTCP = [0x80, 200, 0, 1, 0, 0, 0, 1];
const DTLS = [0x16, 0xfe, 0xfd, 0, 0, 0, 0];
const STUN = [0x00, 0x01, 0, 0, ...COOKIE, ...TRANSACTION];
const PEER = [0x00, 0x12, 0, 8, 0, 1, 0x5e, 0x12, 0xea, 0x12, 0xd5, 0x42];

const channel = (data: readonly number[]): readonly number[] => [0x40, 0x00, 0, data.length, ...data];
const data = (bytes: readonly number[]): readonly number[] => [0x00, 0x13, 0, bytes.length, ...bytes];
const indication = (type: number, ...attributes: readonly (readonly number[])[]): readonly number[] => {
  const body = attributes.flat();
  return [0x00, type, 0, body.length, ...COOKIE, ...TRANSACTION, ...body];
};

/** Payloads by kind. */
export const PACKETS = {
  rtp: RTP,
  pcmu: [0x80, 0, ...RTP.slice(2)],
  rtcp: RTCP,
  stun: STUN,
  dtls: DTLS,
  channelRtp: channel(RTP),
  channelRtcp: channel(RTCP),
  channelDtls: channel(DTLS),
  channelStun: channel(STUN),
  sendRtp: indication(0x16, PEER, data(RTP)),
  dataRtp: indication(0x17, data(RTP), PEER),
  sendDtls: indication(0x16, PEER, data(DTLS)),
} as const satisfies Record<string, readonly number[]>;

export type PacketKind = keyof typeof PACKETS;

const isKind = (word: string): word is PacketKind => Object.hasOwn(PACKETS, word);

export const PACKET_KINDS: readonly PacketKind[] = Object.keys(PACKETS).filter(isKind);

/** A packet of `kind`, at least `bytes` long. */
export function packetOf(kind: PacketKind, bytes = 0): Buffer {
  const payload = PACKETS[kind];
  const padding = Math.max(0, bytes - payload.length - 1);
  return Buffer.from([...payload, ...Array<number>(padding).fill(0), PACKET_KINDS.indexOf(kind)]);
}

/** What a packet was sent as. */
export const kindOf = (packet: Buffer): PacketKind | undefined => PACKET_KINDS[packet.at(-1) ?? -1];
