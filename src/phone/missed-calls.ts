// Calls that never rang here: kept in the history with the reason, and told once.
import type { Party } from '../sip/call-state.ts';
import type { FailureCause } from '../sip/failure-cause.ts';
import { missedEntry, type HistoryEntry } from './history.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { Notice, PhoneState } from './phone-state.ts';
import type { PhonePorts } from './ports.ts';
import type { Store } from './store.ts';

/** A call that never rang: who called which account, and why it did not. */
export interface MissedCall {
  readonly remote: Party;
  readonly accountId: string | undefined;
  readonly cause: FailureCause;
  readonly statusCode: number;
}

export class MissedCalls {
  readonly #ports: Pick<PhonePorts, 'newId' | 'clock'>;
  readonly #store: Store<PhoneState, PhoneEvent>;
  readonly #history: { keepHistory(entry: HistoryEntry): void };

  constructor(
    ports: Pick<PhonePorts, 'newId' | 'clock'>,
    store: Store<PhoneState, PhoneEvent>,
    history: { keepHistory(entry: HistoryEntry): void },
  ) {
    this.#ports = ports;
    this.#store = store;
    this.#history = history;
  }

  /** The line was taken. */
  whileBusy(remote: Party, accountId?: string): void {
    this.#keep({ remote, accountId, cause: 'busy', statusCode: 486 }, 'missedWhileBusy');
  }

  /** It could have had no sound, or asked for what this phone lacks; it was refused with this status. */
  couldNotRing(call: MissedCall): void {
    this.#keep(call, 'callCouldNotRing');
  }

  #keep(call: MissedCall, notice: Notice): void {
    const atMs = this.#ports.clock.now();
    this.#history.keepHistory(missedEntry({ ...call, id: this.#ports.newId(), atMs }));
    this.#store.dispatch({ kind: 'noticed', notice });
  }
}
