// The SIP trace: takes secrets out of each message, shows it, and keeps it in batches so that a reload loses next to nothing.
// Where keeping fails the phone goes on, and so does the trace in memory. How a message is read is fetched after the first paint:
// what comes before that waits.
import type * as Rules from '../sip/trace/sip-trace.ts';
import type { OwnerOf, TraceEvent } from '../sip/trace/sip-trace.ts';
import type { TraceEntry, TraceRecord } from '../sip/trace/trace-entry.ts';
import type { UserAgentEvent } from '../sip/user-agent.ts';
import type { PhonePorts } from './ports.ts';
import { Store, type ReadableStore } from './store.ts';
import type { WhatCanWait } from './what-can-wait.ts';

export type MessageSeen = Extract<UserAgentEvent, { kind: 'messageSeen' }>;

/** How long messages wait for others to be kept together. */
const BATCH_MS = 500;

export class Tracer {
  readonly #ports: Pick<PhonePorts, 'clock' | 'log' | 'trace'>;
  readonly #wait: Pick<WhatCanWait, 'do'>;
  readonly #ownerOf: OwnerOf;
  #rules: typeof Rules | undefined;
  readonly #store = new Store<readonly TraceEntry[], TraceEvent>(
    [],
    (trace, event) => this.#rules?.nextTrace(trace, event) ?? trace,
  );
  /** What came before it could be read. */
  #early: TraceRecord[] = [];
  /** Of the last entry that is kept, or was there before anything of this visit. */
  #keptId = -1;
  #cancel: (() => void) | undefined;
  /** The storage work begun last; one piece follows the other. */
  #work: Promise<void> = Promise.resolve();
  #failing = false;
  #isForgetting = false;

  /** `wait`: storage has time while the sound of a call is being set up. */
  constructor(
    ports: Pick<PhonePorts, 'clock' | 'log' | 'trace'>,
    wait: Pick<WhatCanWait, 'do'>,
    ownerOf: OwnerOf,
  ) {
    this.#ports = ports;
    this.#wait = wait;
    this.#ownerOf = ownerOf;
  }

  get store(): ReadableStore<readonly TraceEntry[]> {
    return this.#store;
  }

  /** Shows what earlier visits kept, before what this one saw. */
  load(): Promise<void> {
    return this.#attempt(async () => {
      this.#rules = await import('../sip/trace/sip-trace.ts');
      for (const record of this.#early.splice(0)) this.#show(record, this.#rules);
      const records = await this.#ports.trace.load();
      if (!this.#isForgetting) this.#store.dispatch({ kind: 'restored', records });
    });
  }

  seen({ direction, server, text }: MessageSeen, accountId: string): void {
    if (this.#isForgetting) return;
    const record = { atMs: this.#ports.clock.now(), direction, server, text, accountId };
    if (this.#rules === undefined) this.#early.push(record);
    else this.#show(record, this.#rules);
  }

  /** Keeps what waits, at once: the page may be going away. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const entries = this.#store.state.filter(({ id }) => id > this.#keptId);
    const last = entries.at(-1);
    if (last === undefined || this.#rules === undefined) return;
    this.#keptId = last.id;
    const records = entries.map(this.#rules.recordOf);
    void this.#attempt(() => this.#ports.trace.add(records));
  }

  /** Lets go of all messages, which are being deleted; until the returned function is called no new one is kept. */
  forget(): () => void {
    this.#isForgetting = true;
    this.#early = [];
    this.#keptId = -1;
    this.#store.dispatch({ kind: 'cleared' });
    return () => {
      this.#isForgetting = false;
    };
  }

  /** A call has begun whose first messages were seen before it. */
  nameOwners(): void {
    this.#store.dispatch({ kind: 'named', ownerOf: this.#ownerOf });
  }

  #show(message: TraceRecord, { keepable }: typeof Rules): void {
    this.#store.dispatch({ kind: 'seen', record: keepable(message), ownerOf: this.#ownerOf });
    this.#cancel ??= this.#ports.clock.after(BATCH_MS, () => {
      this.#wait.do(this.flush.bind(this));
    });
  }

  /** Does storage work after what was begun before; of failures in a row the log hears once. */
  #attempt(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work).then(
      () => {
        this.#failing = false;
      },
      (problem: unknown) => {
        if (!this.#failing) this.#ports.log.problem('the SIP trace is not kept', problem);
        this.#failing = true;
      },
    );
    return this.#work;
  }
}
