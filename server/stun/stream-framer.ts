// From a TCP or TLS stream to whole messages (RFC 8489 section 6.2.2, RFC 8656 section 12.5).
// Owns the cutting; refuses a stream that is neither STUN nor ChannelData.

export class StreamFramer {
  #pending: Buffer = Buffer.alloc(0);

  /** Adds bytes and returns the whole messages so far; undefined where the stream cannot be understood any more. */
  push(chunk: Buffer): Buffer[] | undefined {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const messages: Buffer[] = [];
    while (this.#pending.length >= 4) {
      const first = this.#pending[0] ?? 0xff;
      if (first > 0x4f) return undefined;
      const length = this.#pending.readUInt16BE(2);
      if (first < 0x40 && length % 4 !== 0) return undefined;
      const whole = first < 0x40 ? 20 + length : 4 + ((length + 3) & ~3);
      if (this.#pending.length < whole) break;
      messages.push(this.#pending.subarray(0, whole));
      this.#pending = this.#pending.subarray(whole);
    }
    return messages;
  }
}
