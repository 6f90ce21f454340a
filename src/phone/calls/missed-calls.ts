// Incoming calls that never rang here: kept as missed, and said once.
import type { Party } from '../../sip/call-state.ts';
import type { FailureCause } from '../../sip/failure-cause.ts';
import { missedEntry } from '../history-entry.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { Notice, PhoneState } from '../phone-state.ts';
import type { PhonePorts } from '../ports.ts';
import type { Store } from '../store.ts';
import type { HistoryKeeping } from './call-diary.ts';

/** Who called, and which account of ours. */
export interface Missed {
  readonly accountId: string;
  readonly accountName: string | undefined;
  readonly remote: Party;
}

export class MissedCalls {
  readonly #ports: Pick<PhonePorts, 'newId' | 'clock'>;
  readonly #store: Store<PhoneState, PhoneEvent>;
  readonly #history: Pick<HistoryKeeping, 'keepHistory'>;

  constructor(
    ports: Pick<PhonePorts, 'newId' | 'clock'>,
    store: Store<PhoneState, PhoneEvent>,
    history: Pick<HistoryKeeping, 'keepHistory'>,
  ) {
    this.#ports = ports;
    this.#store = store;
    this.#history = history;
  }

  /** There were as many calls as there may be. Answers the id under which it is kept. */
  whileBusy(missed: Missed): string {
    return this.#keep(missed, 'busy', 486, 'missedWhileBusy');
  }

  /** It could have had no sound, or asked for what this phone lacks; it was refused with this status. Answers the same. */
  couldNotRing(missed: Missed, cause: FailureCause, statusCode: number): string {
    return this.#keep(missed, cause, statusCode, 'callCouldNotRing');
  }

  #keep(missed: Missed, cause: FailureCause, statusCode: number, notice: Notice): string {
    const atMs = this.#ports.clock.now();
    const id = this.#ports.newId();
    this.#history.keepHistory(missedEntry({ id, ...missed, atMs, cause, statusCode }));
    this.#store.dispatch({ kind: 'noticed', notice });
    return id;
  }
}
