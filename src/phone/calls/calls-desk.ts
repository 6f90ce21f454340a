// The entry to the calls: their code is loaded when somebody signs in, with the rest of what only calls need. Before that there
// can be no calls.
import { SILENT_LEVELS, type LevelSource } from '../../media/levels.ts';
import type { VerdictsByCall, VitalsByCall } from '../phone.ts';
import type { PhonePorts } from '../ports.ts';
import { Store } from '../store.ts';
import type { CallContext } from './call-context.ts';
import type { Calls } from './calls.ts';

export class CallsDesk {
  readonly vitals = new Store<VitalsByCall, VitalsByCall>({}, (_before, now) => now);
  readonly verdicts = new Store<VerdictsByCall, VerdictsByCall>({}, (_before, now) => now);
  readonly #make: () => Promise<Calls>;
  #calls: Calls | undefined;
  #opening: Promise<Calls> | undefined;

  constructor(ports: PhonePorts, rest: Omit<CallContext, 'ports' | 'sounds' | 'devices'>) {
    this.#make = async () => {
      const module = await import('./calls.ts');
      const calls = new module.Calls(ports, rest);
      calls.vitals.subscribe((now) => {
        this.vitals.dispatch(now);
      });
      calls.verdicts.subscribe((now) => {
        this.verdicts.dispatch(now);
      });
      this.#calls = calls;
      return calls;
    };
  }

  /** Undefined before their code was fetched. */
  get calls(): Calls | undefined {
    return this.#calls;
  }

  /** How loud a call is, each way. */
  levels(callId: string): LevelSource {
    return { read: () => (this.#calls?.levels(callId) ?? SILENT_LEVELS).read() };
  }

  /** Rejects where the code can't be fetched; the next call tries again. */
  async open(): Promise<Calls> {
    if (this.#calls !== undefined) return this.#calls;
    this.#opening ??= this.#make();
    try {
      return await this.#opening;
    } finally {
      this.#opening = undefined;
    }
  }
}
