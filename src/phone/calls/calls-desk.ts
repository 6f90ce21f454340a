// The entry to the calls: their code is loaded when somebody signs in, with the rest of what only calls need. Before that there
// can be no calls.
import { SILENT_LEVELS, type LevelSource } from '../../media/levels.ts';
import type { VerdictsByCall, VitalsByCall } from '../phone.ts';
import type { CallCommand, Room } from '../commands.ts';
import type { PhonePorts } from '../ports.ts';
import { Store } from '../store.ts';
import type { CallContext } from './call-context.ts';
import type { CallRoomContext } from './call-room.ts';
import type { Calls } from './calls.ts';

export interface CallsDeskContext
  extends Omit<CallContext, 'ports' | 'sounds' | 'devices' | 'helped'>, Pick<CallRoomContext, 'account'> {
  readonly ports: PhonePorts;
}

interface Opened {
  readonly calls: Calls;
  readonly room: Room<CallCommand>;
}

export class CallsDesk implements Room<CallCommand> {
  readonly vitals = new Store<VitalsByCall, VitalsByCall>({}, (_before, now) => now);
  readonly verdicts = new Store<VerdictsByCall, VerdictsByCall>({}, (_before, now) => now);
  readonly #context: CallsDeskContext;
  #opened: Opened | undefined;
  #opening: Promise<Opened> | undefined;

  constructor(context: CallsDeskContext) {
    this.#context = context;
  }

  /** Undefined before their code was fetched. */
  get calls(): Calls | undefined {
    return this.#opened?.calls;
  }

  /** How loud a call is, each way. */
  levels(callId: string): LevelSource {
    return { read: () => (this.calls?.levels(callId) ?? SILENT_LEVELS).read() };
  }

  /** Rejects where the code can't be fetched; the next call tries again. */
  async open(): Promise<Opened> {
    if (this.#opened !== undefined) return this.#opened;
    this.#opening ??= this.#make();
    try {
      return await this.#opening;
    } finally {
      this.#opening = undefined;
    }
  }

  /** Undefined where the code can't be fetched, which is said. */
  async tryToOpen(): Promise<Opened | undefined> {
    try {
      return await this.open();
    } catch (problem) {
      const { ports, store } = this.#context;
      ports.log.problem('what calls need did not load', problem);
      store.dispatch({ kind: 'noticed', notice: 'internal' });
      return undefined;
    }
  }

  async do(command: CallCommand): Promise<void> {
    const { room } = this.#opened ?? (await this.tryToOpen()) ?? {};
    await room?.do(command);
  }

  async #make(): Promise<Opened> {
    const [{ Calls: Made }, { CallRoom }] = await Promise.all([
      import('./calls.ts'),
      import('./call-room.ts'),
    ]);
    const { ports, account, ...rest } = this.#context;
    const calls = new Made(ports, rest);
    calls.vitals.subscribe((now) => {
      this.vitals.dispatch(now);
    });
    calls.verdicts.subscribe((now) => {
      this.verdicts.dispatch(now);
    });
    this.#opened = { calls, room: new CallRoom({ ports, store: rest.store, calls, account }) };
    return this.#opened;
  }
}
