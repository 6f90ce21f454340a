// Makes connections that know the phone's habits, and keeps what they learn about each server's habits.
import type { FailureCause } from '../../failure-cause.ts';
import type { ConnectFailure } from '../../transport/back-off.ts';
import type { Doubt } from '../../transport/keep-alive.ts';
import type { KeepAliveTimes } from '../../transport/keep-alive-times.ts';
import { UNKNOWN_HABITS, type ServerHabits } from '../../transport/server-habits.ts';
import { Challenges } from '../../wire/challenges.ts';
import { judgeInbound, type InboundVerdict } from '../../wire/inbound-rules.ts';
import { OwnRealms } from '../../wire/own-realms.ts';
import { requestPing, type PingMethod } from '../../wire/request-ping.ts';
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
  /** What keeps this browser from any call, so that none rings. */
  readonly hindrance: FailureCause | undefined;
}

/** What one connection tells its owner; see FlowListener. */
export interface FlowOwner {
  opened(): void;
  doubted(doubt: Exclude<Doubt, 'asked'>): void;
  lost(failure: ConnectFailure): void;
  message(text: string): void;
}

export class FlowMaker {
  readonly #identity: SignallingIdentity;
  readonly #habits: FlowHabits;
  readonly #servers = new Map<string, ServerHabits>();
  readonly #realms: OwnRealms;

  constructor(identity: SignallingIdentity, habits: FlowHabits) {
    this.#identity = identity;
    this.#habits = habits;
    this.#realms = new OwnRealms(identity.domain);
  }

  /** The challenges of one connection after another; what is known of who may ask is shared. */
  newChallenges(): Challenges {
    return new Challenges(this.#realms);
  }

  /** What becomes of a message that arrived, before the stack sees it. */
  judge(text: string, challenges: Challenges): InboundVerdict {
    return judgeInbound(text, challenges, this.#habits.hindrance);
  }

  /** A connection that is not open yet. */
  make(url: string, on: FlowOwner): Flow {
    const habits = this.#habits;
    return new Flow(url, this.#servers.get(url) ?? UNKNOWN_HABITS, {
      times: () => habits.times(),
      inCall: () => habits.inCall(),
      requestPing: (method) => this.#requestPing(method, url),
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
    this.#servers.set(flow.url, flow.habits);
    flow.close();
  }

  #requestPing(method: PingMethod, url: string): string {
    const viaTransport = url.startsWith('ws:') ? 'WS' : 'WSS';
    const token = crypto.randomUUID().replace(/-/gu, '').slice(0, 16);
    return requestPing(method, { viaTransport, ...this.#identity }, token);
  }
}
