// ChannelData: four bytes instead of a STUN header (RFC 8656 section 12.4).
// Owns its format, over datagrams and over streams.

export interface ChannelData {
  /** 0x4000..0x4FFF (RFC 8656 section 12). */
  readonly channel: number;
  readonly data: Buffer;
}

export const FIRST_CHANNEL = 0x4000;
export const LAST_CHANNEL = 0x4fff;

/** As bytes; over a stream padded to four (RFC 8656 section 12.5). */
export function encodeChannelData({ channel, data }: ChannelData, isStream: boolean): Buffer {
  const padding = isStream ? (4 - (data.length % 4)) % 4 : 0;
  const bytes = Buffer.alloc(4 + data.length + padding);
  bytes.writeUInt16BE(channel, 0);
  bytes.writeUInt16BE(data.length, 2);
  data.copy(bytes, 4);
  return bytes;
}

/** Reads one; undefined where the bytes are none or are cut short. Padding is taken off. */
export function decodeChannelData(bytes: Buffer): ChannelData | undefined {
  if (bytes.length < 4) return undefined;
  const channel = bytes.readUInt16BE(0);
  const length = bytes.readUInt16BE(2);
  if (channel < FIRST_CHANNEL || channel > LAST_CHANNEL || 4 + length > bytes.length) return undefined;
  return { channel, data: bytes.subarray(4, 4 + length) };
}
