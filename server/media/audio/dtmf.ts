// DTMF in RTP: telephone-event (RFC 4733 section 2.3). One key press is many packets with one timestamp.
// Owns the reading and the counting of presses; pure.

const KEYS = '0123456789*#ABCD';

/** Turns packets into key presses: each press is told once, however many packets repeat it. */
export class DtmfReader {
  #lastTimestamp: number | undefined;

  /** The key (`0`..`9`, `*`, `#`, `A`..`D`) that this packet begins, or undefined. `timestamp`: RTP, 32 bits. */
  read(payload: Uint8Array, timestamp: number): string | undefined {
    if (payload.length < 4 || timestamp === this.#lastTimestamp) return undefined;
    this.#lastTimestamp = timestamp;
    return KEYS[payload[0] ?? 255];
  }
}
