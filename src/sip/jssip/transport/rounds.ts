// Attempts to get a connection: rounds over all servers, with a wait after a round that failed, and a look for a better server
// now and then. Whoever asked decides what an open connection is used for (signalling.ts).
import { reconnectDelayMs, type ConnectFailure } from '../../transport/back-off.ts';
import { orderServers, type WebSocketServer } from '../../transport/server-order.ts';
import { Race } from './race.ts';
import type { Flow } from './flow.ts';

/** What the phone hears of them. */
export interface RoundsContext {
  inCall(): boolean;
  /** A server is tried; `attempt` counts rounds over all of them, from 1. */
  connecting(server: string, attempt: number): void;
  /** The next round begins at `atMs`, milliseconds since the epoch. */
  waiting(attempt: number, atMs: number): void;
}

export interface RoundsListener {
  newFlow(url: string, on: { opened(): void; lost(failure: ConnectFailure): void }): Flow;
  /** `isWanted`: whether it may still take the place of a connection that is there. */
  opened(flow: Flow, isWanted: () => boolean): void;
  /** No server of an effort could be reached. */
  exhausted(failure: ConnectFailure): void;
}

/** A connection that ends sooner after it was accepted was not wanted, in milliseconds. */
const STEADY_MS = 2000;
/** So many of them in a row are put down to chance: a server that restarts. */
const MOST_UNWANTED = 5;
/** How often a phone on a lesser server looks for a better one, in milliseconds, give or take a quarter. */
export const FAIL_BACK_MS = 120_000;
/** The longest pause between two looks at servers that refused us, in milliseconds. */
const LONGEST_FAIL_BACK_MS = 3_600_000;

export class Rounds {
  readonly #servers: readonly WebSocketServer[];
  readonly #context: RoundsContext;
  readonly #on: RoundsListener;
  #race: Race | undefined;
  #failed = 0;
  #lostMs = 0;
  /** When a server accepted us first, since a connection was last lost; milliseconds since the epoch. */
  #acceptedMs: number | undefined;
  /** Connections in a row that ended as soon as they were accepted. */
  #unwanted = 0;
  /** How often a better server has refused us in a row. */
  #refusals = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #failBackTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(servers: readonly WebSocketServer[], context: RoundsContext, on: RoundsListener) {
    this.#servers = servers;
    this.#context = context;
    this.#on = on;
  }

  /** Something is being opened. */
  get isRunning(): boolean {
    return this.#race !== undefined;
  }

  /** Every server once, those given first. */
  order(...first: readonly (string | undefined)[]): readonly string[] {
    const ordered = orderServers(this.#servers, Math.random).map(({ url }) => url);
    return [...new Set([...first.filter((url) => url !== undefined), ...ordered])];
  }

  /** There is no connection any more. `wasUsed`: it was one that the server knew. */
  lost(wasUsed: boolean): void {
    if (this.#acceptedMs !== undefined) {
      const isUnwanted = !this.#isSteady && !this.#context.inCall();
      this.#unwanted = isUnwanted ? this.#unwanted + 1 : 0;
      if (!isUnwanted) this.#failed = 0;
    }
    this.#acceptedMs = undefined;
    // A server that takes the connection, or us as well, and then ends it, over and over, is not asked ever faster.
    if (!wasUsed || this.#unwanted > MOST_UNWANTED) this.#failed += 1;
    else this.#lostMs = Date.now();
  }

  /** A server has accepted us. */
  succeeded(): void {
    this.#acceptedMs ??= Date.now();
    if (this.#isSteady || this.#unwanted <= MOST_UNWANTED) this.#failed = 0;
  }

  get #isSteady(): boolean {
    return Date.now() - (this.#acceptedMs ?? -Infinity) >= STEADY_MS;
  }

  /** Tries every server, those given first. */
  begin(...first: readonly (string | undefined)[]): void {
    clearTimeout(this.#retryTimer);
    this.try(
      this.order(...first),
      () => true,
      (url) => {
        this.#context.connecting(url, this.#failed + 1);
      },
    );
  }

  /** Tries these servers, in this order. */
  try(
    urls: readonly string[],
    isWanted: () => boolean,
    trying: (url: string) => void = (): undefined => undefined,
  ): void {
    const race = new Race(urls, {
      newFlow: (url, on) => this.#on.newFlow(url, on),
      trying,
      won: (flow) => {
        this.#race = undefined;
        this.#on.opened(flow, isWanted);
      },
      exhausted: (failure) => {
        this.#race = undefined;
        this.#on.exhausted(failure);
      },
    });
    this.#race = race;
    race.start();
  }

  /** A whole round came to nothing. `first`: the servers that the next one tries first. */
  failed(failure: ConnectFailure, first: () => string | undefined): void {
    this.#failed += 1;
    this.wait(failure, first);
  }

  /** The next round begins after a while. */
  wait(failure: ConnectFailure, first: () => string | undefined): void {
    const outage = {
      failedRounds: this.#failed,
      failure,
      lastedMs: Date.now() - this.#lostMs,
      inCall: this.#context.inCall(),
    };
    const delayMs = reconnectDelayMs(outage, Math.random);
    this.#context.waiting(this.#failed + 1, Date.now() + delayMs);
    this.#retryTimer = setTimeout(() => {
      this.begin(failure === 'silent' ? first() : undefined);
    }, delayMs);
  }

  /** A connection is used: no round is due, but a better server than `url` is looked for, while nobody talks. */
  settle(url: string, isBusy: () => boolean): void {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#failBackTimer);
    const used = this.#servers.find((server) => server.url === url);
    const better = this.#servers.filter(({ priority }) => used !== undefined && priority < used.priority);
    if (better.length === 0) return;
    this.#failBackTimer = setTimeout(
      () => {
        const isFree = (): boolean => !this.#context.inCall();
        const urls = orderServers(better, Math.random).map((server) => server.url);
        if (isFree() && !isBusy()) this.try(urls, isFree);
        this.settle(url, isBusy);
      },
      Math.min(LONGEST_FAIL_BACK_MS, FAIL_BACK_MS * 2 ** this.#refusals) * (0.75 + Math.random() / 2),
    );
  }

  /** A better server refused us: it is asked ever more rarely. */
  refused(): void {
    this.#refusals = Math.min(this.#refusals + 1, 16);
  }

  /** No better server is looked for until `settle`. */
  unsettle(): void {
    this.#refusals = 0;
    clearTimeout(this.#failBackTimer);
  }

  /** Calls off what is being opened. */
  cancel(): void {
    this.#race?.cancel();
    this.#race = undefined;
  }

  /** Ends it all. */
  stop(): void {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#failBackTimer);
    this.cancel();
  }
}
