// Writes one call into the history: repeatedly while it goes on, so that its true length is kept if the page dies, and once at
// the end, in the window that is to keep it.
import { isLive, type Call, type TerminatedCall } from '../../sip/call-state.ts';
import type { CallReceipt, HistoryEntry } from '../history.ts';
import { historyEntry, unfinishedEntry } from '../history-entry.ts';
import type { PhonePorts } from '../ports.ts';
import type { WhatCanWait } from '../what-can-wait.ts';
import { asCut } from './cut-calls.ts';

/** How often a call that goes on is written, in milliseconds: a page that dies loses no more of its length. */
export const BEAT_MS = 5000;

/** Where the history is kept. */
export interface HistoryKeeping {
  keepHistory(entry: HistoryEntry): void;
  /** Writes a line as it is by now, such as that of a call as it would look if the page died; the list in sight stays. */
  keepUnfinished(entry: HistoryEntry): void;
}

/** What a diary needs of the phone. */
interface DiaryContext {
  readonly ports: Pick<PhonePorts, 'clock' | 'sharedRings'>;
  readonly history: HistoryKeeping;
  readonly wait: Pick<WhatCanWait, 'do'>;
}

export class CallDiary {
  readonly #ports: Pick<PhonePorts, 'clock' | 'sharedRings'>;
  readonly #history: HistoryKeeping;
  readonly #wait: Pick<WhatCanWait, 'do'>;
  readonly #call: () => Call | undefined;
  readonly #receipts: () => CallReceipt;
  readonly #accountName: () => string | undefined;
  #endBeat: () => void = () => undefined;
  #isLeaving = false;

  /** `call` and `receipts`: what the call is, and what is sure of its sound, at the moment. `accountName`: of the account that it goes by. */
  constructor(
    { ports, history, wait }: DiaryContext,
    call: () => Call | undefined,
    receipts: () => CallReceipt,
    accountName: () => string | undefined,
  ) {
    this.#ports = ports;
    this.#history = history;
    this.#wait = wait;
    this.#call = call;
    this.#receipts = receipts;
    this.#accountName = accountName;
  }

  /** It begins to ring here. */
  rings(): void {
    const call = this.#call();
    const account = this.#accountName();
    if (call !== undefined && account !== undefined)
      this.#ports.sharedRings()?.began({ id: call.id, account, caller: call.remote.uri });
  }

  /** It is established. */
  answered(): void {
    const call = this.#call();
    if (call !== undefined) this.#ports.sharedRings()?.taken(call.id);
    this.#endBeat();
    this.#endBeat = this.#ports.clock.every(BEAT_MS, () => {
      this.#beat();
    });
    this.#wait.do(this.#beat.bind(this));
  }

  /** The page goes away: a call that ends now ends by that. */
  leave(): void {
    this.#isLeaving = true;
    if (isLive(this.#call())) this.#beat();
  }

  ended(call: TerminatedCall, receipts: CallReceipt): void {
    this.#endBeat();
    const entry = this.#marked(historyEntry(call, receipts, this.#accountName()));
    const keep = (): void => {
      this.#history.keepHistory(entry);
    };
    const rings = this.#ports.sharedRings();
    if (rings === undefined || call.direction === 'outgoing' || call.answeredAtMs !== undefined) keep();
    else if (entry.outcome !== 'declined') rings.ended(call.id, keep);
    else if (!this.#isLeaving) {
      rings.taken(call.id);
      keep();
    }
    // Closing a window declines nothing: the call was missed, unless it rings in another.
    else if (!rings.left(call.id)) this.#history.keepHistory({ ...entry, outcome: 'missed', seen: false });
  }

  /** Writes it as long as it is by now. */
  #beat(): void {
    const call = this.#call();
    const atMs = this.#ports.clock.steady();
    const entry =
      call === undefined ? undefined : unfinishedEntry(call, this.#receipts(), atMs, this.#accountName());
    if (entry !== undefined) this.#history.keepUnfinished(this.#marked(entry));
  }

  #marked(entry: HistoryEntry): HistoryEntry {
    return this.#isLeaving && entry.outcome === 'answered' ? asCut(entry) : entry;
  }
}
