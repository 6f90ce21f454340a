// Keys pressed in a call, sent the way that both sides agreed on: in the sound (RFC 4733) or as SIP INFO (RFC 6086). What can't be
// sent is told, never swallowed.
import type { ToneWork } from '../../dialog-work.ts';
import { toneWay, type DtmfMethod, type Tone, type ToneManner } from '../../dtmf.ts';
import type { SessionEvent } from '../../user-agent.ts';
import { SoundTones } from './sound-tones.ts';
import type { StackSession } from './stack.ts';

export interface TonesListener {
  /** One that goes as INFO, which comes back to `sendInfo` when its turn is there. */
  queue(work: ToneWork): void;
  said(event: Extract<SessionEvent, { kind: 'toneSent' | 'tonesAnswered' }>): void;
  /** The far side does not know the call. */
  gone(): void;
}

export class Tones {
  readonly #session: StackSession;
  readonly #allowsInfo: () => boolean | undefined;
  readonly #on: TonesListener;
  readonly #inSound: SoundTones;

  /** `allowsInfo`: whether the far side takes INFO; undefined where it has not said. */
  constructor(session: StackSession, allowsInfo: () => boolean | undefined, on: TonesListener) {
    this.#session = session;
    this.#allowsInfo = allowsInfo;
    this.#on = on;
    this.#inSound = new SoundTones((tone) => {
      on.said({ kind: 'toneSent', tone });
    });
  }

  /** Behind those that are on their way. */
  send(tones: readonly Tone[], manner: ToneManner): void {
    const sender = this.#sender();
    const way = this.#wayOf(manner.method, sender);
    if (way === 'info') for (const tone of tones) this.#on.queue({ kind: 'tone', tone, times: manner });
    else if (sender !== undefined && way === 'rfc4733') {
      this.#inSound.play(sender, tones, manner);
      this.#answered(true);
    } else this.#answered(false);
  }

  /** Takes those that don't sound yet out of the sound; answers how many. */
  drop(): number {
    return this.#inSound.drop();
  }

  /** Once: a tone whose answer stays away may have been heard all the same. Resolves when the next may go. */
  sendInfo({ tone, times }: ToneWork): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, times.toneMs + times.gapMs);
      this.#session.sendRequest('INFO', {
        extraHeaders: ['Content-Type: application/dtmf-relay'],
        body: `Signal=${tone}\r\nDuration=${String(times.toneMs)}`,
        eventHandlers: {
          onSuccessResponse: () => {
            this.#answered(true);
          },
          onErrorResponse: () => {
            this.#answered(false);
          },
          onDialogError: (response) => {
            if (response.status_code === 481) this.#on.gone();
          },
        },
      });
      this.#on.said({ kind: 'toneSent', tone });
    });
  }

  #answered(isTaken: boolean): void {
    this.#on.said({ kind: 'tonesAnswered', isTaken });
  }

  /** How a key travels now; undefined where it can't. */
  #wayOf(preferred: DtmfMethod, sender: RTCDTMFSender | undefined): DtmfMethod | undefined {
    return toneWay(preferred, { sound: sender !== undefined, info: this.#allowsInfo() });
  }

  /** The sender of the sound, where it may carry tones (W3C webrtc 7.2: a telephone-event format was negotiated). */
  #sender(): RTCDTMFSender | undefined {
    const senders = this.#session.connection.getSenders().map(({ dtmf }) => dtmf);
    return senders.find((dtmf) => dtmf?.canInsertDTMF === true) ?? undefined;
  }
}
