// Keys pressed in a call, sent the way that both sides agreed on: in the sound (RFC 4733) or as SIP INFO (RFC 6086). What can't be
// sent is told, never swallowed.
import { TONE_GAP_MS, TONE_MS, toneWay, type DtmfMethod, type Tone } from '../../dtmf.ts';
import type { StackSession } from './stack.ts';

export interface TonesListener {
  /** Keys reach the far side, or don't. */
  answered(isTaken: boolean): void;
  /** The far side does not know the call. */
  gone(): void;
}

export class Tones {
  readonly #session: StackSession;
  readonly #allowsInfo: () => boolean | undefined;
  readonly #on: TonesListener;

  /** `allowsInfo`: whether the far side takes INFO; undefined where it has not said. */
  constructor(session: StackSession, allowsInfo: () => boolean | undefined, on: TonesListener) {
    this.#session = session;
    this.#allowsInfo = allowsInfo;
    this.#on = on;
  }

  /** How a key travels now; undefined where it can't. */
  wayOf(preferred: DtmfMethod): DtmfMethod | undefined {
    return toneWay(preferred, { sound: this.#sender() !== undefined, info: this.#allowsInfo() });
  }

  /** Puts it into the sound. */
  play(tone: Tone): void {
    const sender = this.#sender();
    // Inserting replaces what has not been played yet (W3C webrtc 7.2).
    sender?.insertDTMF(sender.toneBuffer + tone, TONE_MS, TONE_GAP_MS);
    this.#on.answered(true);
  }

  /** Once: a tone whose answer stays away may have been heard all the same. */
  sendInfo(tone: Tone): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(deadline);
        resolve();
      };
      const deadline = setTimeout(done, TONE_MS + TONE_GAP_MS);
      this.#session.sendRequest('INFO', {
        extraHeaders: ['Content-Type: application/dtmf-relay'],
        body: `Signal=${tone}\r\nDuration=${String(TONE_MS)}`,
        eventHandlers: {
          onSuccessResponse: () => {
            this.#on.answered(true);
          },
          onErrorResponse: () => {
            this.#on.answered(false);
          },
          onDialogError: (response) => {
            if (response.status_code === 481) this.#on.gone();
          },
        },
      });
    });
  }

  /** The sender of the sound, where it may carry tones (W3C webrtc 7.2: a telephone-event format was negotiated). */
  #sender(): RTCDTMFSender | undefined {
    const senders = this.#session.connection.getSenders().map(({ dtmf }) => dtmf);
    return senders.find((dtmf) => dtmf?.canInsertDTMF === true) ?? undefined;
  }
}
