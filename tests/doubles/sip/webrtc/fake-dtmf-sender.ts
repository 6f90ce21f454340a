// RTCDTMFSender (W3C webrtc 7): plays its buffer tone by tone, says so, and keeps what it played. No packets.

class ToneChange extends Event {
  constructor(readonly tone: string) {
    super('tonechange');
  }
}

export class FakeDtmfSender extends EventTarget {
  /** Each tone as it began, with its length in milliseconds. */
  readonly played: string[] = [];
  canInsertDTMF = true;
  toneBuffer = '';
  #ms = 0;
  #gapMs = 0;
  #isPlaying = false;

  insertDTMF(tones: string, durationMs = 100, gapMs = 70): void {
    if (!this.canInsertDTMF) throw new DOMException('no tones here', 'InvalidStateError');
    this.toneBuffer = tones;
    this.#ms = durationMs;
    this.#gapMs = gapMs;
    if (tones === '' || this.#isPlaying) return;
    this.#isPlaying = true;
    queueMicrotask(() => {
      this.#next();
    });
  }

  #next(): void {
    if (!this.canInsertDTMF) {
      this.#isPlaying = false;
      return;
    }
    const tone = this.toneBuffer.charAt(0);
    this.toneBuffer = this.toneBuffer.slice(1);
    this.#isPlaying = tone !== '';
    if (tone !== '') {
      this.played.push(`${tone} ${String(this.#ms)}`);
      setTimeout(() => {
        this.#next();
      }, this.#ms + this.#gapMs);
    }
    this.dispatchEvent(new ToneChange(tone));
  }
}
