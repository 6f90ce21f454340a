// Writes the call on the line into the history: one that goes on again and again, so that a page that dies leaves its true length,
// and one that is over once, in whichever window is to keep it.
import type { Profile } from '../provisioning/profile.ts';
import type { TerminatedCall } from '../sip/call-state.ts';
import { historyEntry, unfinishedEntry, type CallReceipt, type HistoryEntry } from './history.ts';
import type { PhoneState } from './phone-state.ts';
import type { PhonePorts } from './ports.ts';

/** How often a call that goes on is written, in milliseconds: a page that dies loses no more of its length. */
export const BEAT_MS = 5000;

export interface DiaryContext {
  /** The sign-in with its secrets; screens see less. */
  profile(): Profile | undefined;
  keepHistory(entry: HistoryEntry): void;
  /** Keeps the call on the line as it would look if the page died now. */
  keepUnfinished(entry: HistoryEntry): void;
}

export class CallDiary {
  readonly #ports: Pick<PhonePorts, 'clock' | 'sharedRings'>;
  readonly #store: { readonly state: PhoneState };
  readonly #context: DiaryContext;
  readonly #receipts: () => CallReceipt;
  #endBeat: () => void = () => undefined;
  #isLeaving = false;

  constructor(
    ports: Pick<PhonePorts, 'clock' | 'sharedRings'>,
    store: { readonly state: PhoneState },
    context: DiaryContext,
    receipts: () => CallReceipt,
  ) {
    this.#ports = ports;
    this.#store = store;
    this.#context = context;
    this.#receipts = receipts;
  }

  /** An incoming call begins to ring. */
  rings(): void {
    const { call } = this.#store.state;
    const own = this.#context.profile()?.account;
    if (call === undefined || own === undefined) return;
    const account = `${own.username}@${own.domain}`;
    this.#ports.sharedRings()?.began({ id: call.id, account, caller: call.remote.uri });
  }

  /** The call is established. */
  answered(): void {
    this.#ports.sharedRings()?.taken();
    this.#endBeat();
    this.#endBeat = this.#ports.clock.every(BEAT_MS, () => {
      this.beat();
    });
    this.beat();
  }

  /** Writes a call that goes on, as long as it is by now. */
  beat(): void {
    const { call } = this.#store.state;
    const atMs = this.#ports.clock.steady();
    const entry = call === undefined ? undefined : unfinishedEntry(call, this.#receipts(), atMs);
    if (entry !== undefined) this.#context.keepUnfinished(entry);
  }

  /** The page goes away: the calls that end now end by that. */
  leave(): void {
    this.beat();
    this.#isLeaving = true;
  }

  ended(call: TerminatedCall, receipts: CallReceipt): void {
    this.#endBeat();
    const entry = historyEntry(call, receipts);
    const keep = (): void => {
      this.#context.keepHistory(entry);
    };
    const rings = this.#ports.sharedRings();
    if (rings === undefined || call.direction === 'outgoing' || call.answeredAtMs !== undefined) keep();
    else if (entry.outcome !== 'declined') rings.ended(keep);
    else if (!this.#isLeaving) {
      rings.taken();
      keep();
    }
    // Closing a window declines nothing: the call was missed, unless it rings in another.
    else if (!rings.left()) this.#context.keepHistory({ ...entry, outcome: 'missed', seen: false });
  }
}
