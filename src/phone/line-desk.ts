// The line, once somebody needs one: its code is fetched when somebody signs in, with the rest of what only calls need. Before that
// nothing can be on it.
import { NO_VITALS, type CallVitals } from '../media/flow.ts';
import { SILENT_LEVELS, type LevelSource } from '../media/levels.ts';
import type { UserAgentEvent } from '../sip/user-agent.ts';
import type { Line, LineContext } from './line.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState } from './phone-state.ts';
import type { PhonePorts } from './ports.ts';
import { Store } from './store.ts';

export class LineDesk {
  readonly vitals = new Store<CallVitals, CallVitals>(NO_VITALS, (_before, now) => now);
  readonly levels: LevelSource = { read: () => (this.#line?.media.levels ?? SILENT_LEVELS).read() };
  readonly #make: () => Promise<Line>;
  #line: Line | undefined;
  #opening: Promise<Line> | undefined;

  constructor(ports: PhonePorts, store: Store<PhoneState, PhoneEvent>, context: LineContext) {
    this.#make = async () => {
      const module = await import('./line.ts');
      const line = new module.Line(ports, store, context);
      line.media.vitals.subscribe((now) => {
        this.vitals.dispatch(now);
      });
      this.#line = line;
      return line;
    };
  }

  /** Undefined before its code was fetched. */
  get line(): Line | undefined {
    return this.#line;
  }

  /** Rejects where its code can't be fetched; the next call tries again. */
  async open(): Promise<Line> {
    if (this.#line !== undefined) return this.#line;
    this.#opening ??= this.#make();
    try {
      return await this.#opening;
    } finally {
      this.#opening = undefined;
    }
  }

  /** Takes what the user agent says of calls. */
  heard(event: UserAgentEvent, accountId: string): void {
    const line = this.#line;
    if (event.kind === 'incomingCall') line?.incoming(event.session, event.remote, accountId, event.replaces);
    else if (event.kind === 'callRefused') {
      const { remote, cause, statusCode } = event;
      line?.missed.couldNotRing({ remote, accountId, cause, statusCode });
    } else if (event.kind === 'sessionChanged') line?.sessionChanged(event.sessionId, event.change);
  }
}
