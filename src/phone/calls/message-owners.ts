// Which call a SIP message belongs to, for the trace: the call's own id, by the account and the Call-ID (RFC 3261 8.1.1.4) of the message.
// Remembered beyond the end of the call, since the last messages come after it.

/** So many are remembered; a call that goes on is found by its session whatever is forgotten here. */
const MOST = 200;

export class MessageOwners {
  readonly #callIds = new Map<string, string>();

  /** Messages with this Call-ID are the call's. */
  claim(accountId: string, sipCallId: string | undefined, callId: string): void {
    if (sipCallId === undefined || sipCallId === '') return;
    this.#callIds.set(`${accountId} ${sipCallId}`, callId);
    const [oldest] = this.#callIds.keys();
    if (oldest !== undefined && this.#callIds.size > MOST) this.#callIds.delete(oldest);
  }

  ownerOf(accountId: string, sipCallId: string): string | undefined {
    return this.#callIds.get(`${accountId} ${sipCallId}`);
  }
}
