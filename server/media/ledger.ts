// The calls that the far end is in, with their counters, for GET /demo/calls and for tests.
// Owns the list; holds no address, no key and no audio.

export interface CallRecord {
  /** The demo number. */
  readonly number: string;
  /** The extension at the other end. */
  readonly peer: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  phase: 'ringing' | 'established';
  readonly packets: { received: number; sent: number };
  readonly bytes: { received: number; sent: number };
  /** DTMF keys in the order of arrival, by RFC 4733 or SIP INFO. */
  digits: string;
  held: boolean;
}

export class CallLedger {
  readonly #calls = new Set<CallRecord>();

  /** Opens a record; it stays listed until `close`. */
  open(number: string, peer: string, startedAt: number): CallRecord {
    const record: CallRecord = {
      number,
      peer,
      startedAt,
      phase: 'ringing',
      packets: { received: 0, sent: 0 },
      bytes: { received: 0, sent: 0 },
      digits: '',
      held: false,
    };
    this.#calls.add(record);
    return record;
  }

  close(record: CallRecord): void {
    this.#calls.delete(record);
  }

  /** The open calls, oldest first. */
  list(): readonly CallRecord[] {
    return [...this.#calls];
  }
}
