// Sends a BYE again that did not reach the far side, which may be coming back from a lost connection and would keep the call.
import { BYE_AGAIN_MS, byeAgain, OUT_OF_REACH } from '../../wire/bye-again.ts';
import { branchOf, cseqOf, parseHead, type SipHead } from '../../wire/sip-message.ts';

export class ByeRepeater {
  readonly #send: (text: string) => void;
  /** How often a BYE was sent again, by the branch of its last attempt. */
  readonly #attempts = new Map<string, number>();

  constructor(send: (text: string) => void) {
    this.#send = send;
  }

  /** An answer arrived; `request` is what it answers, where that is still known. */
  heard(answer: SipHead, request: string | undefined): void {
    if (cseqOf(answer)?.method !== 'BYE' || (answer.statusCode ?? 0) < 200) return;
    const attempt = this.#attempts.get(branchOf(answer)) ?? 0;
    this.#attempts.delete(branchOf(answer));
    const waitMs = BYE_AGAIN_MS[attempt];
    if (!OUT_OF_REACH.includes(answer.statusCode ?? 0) || request === undefined || waitMs === undefined)
      return;
    const again = byeAgain(request, attempt + 1);
    const head = parseHead(again);
    if (head === undefined) return;
    this.#attempts.set(branchOf(head), attempt + 1);
    setTimeout(() => {
      this.#send(again);
    }, waitMs);
  }
}
