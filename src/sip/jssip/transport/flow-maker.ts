// Makes connections that know the phone's habits, and keeps what they learn about each server's keep-alive.
import type { ConnectFailure } from '../../transport/back-off.ts';
import type { KeepAliveTimes, Pulse } from '../../transport/keep-alive.ts';
import { optionsPing } from '../../wire/options-ping.ts';
import { Flow } from './flow.ts';

export interface SignallingIdentity {
  readonly domain: string;
  readonly username: string;
}

export interface FlowHabits {
  times(): KeepAliveTimes;
  inCall(): boolean;
  /** Every message, as it crosses the wire. */
  tap(direction: 'in' | 'out', server: string, text: string): void;
  problem(problem: unknown): void;
}

/** What one connection tells its owner; see FlowHooks. */
export interface FlowEvents {
  opened(): void;
  doubtful(): void;
  lost(failure: ConnectFailure): void;
  message(text: string): void;
}

export class FlowMaker {
  readonly #identity: SignallingIdentity;
  readonly #habits: FlowHabits;
  readonly #crlf = new Map<string, Pulse['crlf']>();

  constructor(identity: SignallingIdentity, habits: FlowHabits) {
    this.#identity = identity;
    this.#habits = habits;
  }

  /** A connection that is not open yet. */
  make(url: string, on: FlowEvents): Flow {
    const habits = this.#habits;
    return new Flow(url, this.#crlf.get(url) ?? 'unknown', {
      times: () => habits.times(),
      inCall: () => habits.inCall(),
      optionsPing: () => this.#optionsPing(url),
      tap: (direction, text) => {
        habits.tap(direction, url, text);
      },
      ...on,
      problem: (problem) => {
        habits.problem(problem);
      },
    });
  }

  /** Ends a connection in silence, and remembers what it learned. */
  end(flow: Flow): void {
    this.#crlf.set(flow.url, flow.crlf);
    flow.close();
  }

  #optionsPing(url: string): string {
    const viaTransport = url.startsWith('ws:') ? 'WS' : 'WSS';
    const token = crypto.randomUUID().replace(/-/gu, '').slice(0, 16);
    return optionsPing({ viaTransport, ...this.#identity }, token);
  }
}
