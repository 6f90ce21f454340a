// What a person may choose about how the sound is coded, and what holds where nothing was chosen.

export const CODEC_CHOICES = ['opus', 'g722', 'g711'] as const;
/** Which codec goes first: Opus (RFC 7587; whatever the other side offers goes before), G.722 (RFC 3551 4.5.2), G.711 (PCMU and PCMA, RFC 3551 4.5.14). */
export type CodecChoice = (typeof CODEC_CHOICES)[number];

export const PACKET_TIMES_MS = [20, 40, 60] as const;
/** Sound in one packet, in milliseconds. */
export type PacketTimeMs = (typeof PACKET_TIMES_MS)[number];

export interface SoundCoding {
  readonly codec: CodecChoice;
  /** Forward error correction of Opus: a lost packet is put together from the next (RFC 7587 3.3). */
  readonly errorCorrection: boolean;
  /** Discontinuous transmission of Opus: next to nothing is sent while nobody speaks (RFC 7587 3.1.3). */
  readonly pausesInSilence: boolean;
  readonly packetTimeMs: PacketTimeMs;
  /** Most that Opus may take, in kilobits per second, 6 to 510; 0: the browser's choice. */
  readonly maxKilobits: number;
  /** Marks packets as sound for the network (DSCP, RFC 8837). */
  readonly marksPackets: boolean;
  /** How much sound is kept to even out jitter, in milliseconds, 0 to 4000; 0: the browser's choice. */
  readonly jitterBufferMs: number;
}

export const DEFAULT_CODING: SoundCoding = {
  codec: 'opus',
  errorCorrection: true,
  pausesInSilence: false,
  packetTimeMs: 20,
  maxKilobits: 0,
  marksPackets: true,
  jitterBufferMs: 0,
};
