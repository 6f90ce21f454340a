// The way to the server, whatever becomes of single connections: picks a server, reconnects, fails over and back, replaces a
// connection that stopped answering before it is given up. Implements JsSIP's Socket interface, and tells JsSIP of the first
// connection only: a stack that hears of a lost one ends calls (docs/adr/0009).
import type { Socket } from 'jssip';
import { reconnectDelayMs, type ConnectFailure } from '../../transport/back-off.ts';
import { orderServers, type WebSocketServer } from '../../transport/server-order.ts';
import { Challenges } from '../../wire/challenges.ts';
import { judgeInbound } from '../../wire/inbound-rules.ts';
import { Outbox } from '../../wire/outbox.ts';
import type { SipHead } from '../../wire/sip-message.ts';
import { AnswerWatch } from './answer-watch.ts';
import { ByeRepeater } from './bye-repeater.ts';
import { Campaign } from './campaign.ts';
import type { Flow } from './flow.ts';
import type { FlowMaker } from './flow-maker.ts';
import type { SecondFlow } from './second-flow.ts';

export interface SignallingHooks {
  inCall(): boolean;
  /** A server is tried; `attempt` counts rounds over all of them, from 1. */
  connecting(server: string, attempt: number): void;
  /** A connection is ready; the server does not know it yet. */
  opened(server: string): void;
  /** There is no connection any more. */
  lost(): void;
  /** The next round begins at `atMs`. */
  waiting(attempt: number, atMs: number): void;
  /** A message arrived that the stack is about to see. */
  heard(head: SipHead): void;
}

/** A suspected connection that did not answer by then gets a rival, in milliseconds. */
const RIVAL_AFTER_MS = 400;
/** How often a phone on a lesser server looks for a better one, in milliseconds, give or take a quarter. */
export const FAIL_BACK_MS = 120_000;

export class Signalling implements Socket {
  readonly url: string;
  readonly sip_uri: string;
  via_transport: string;
  onconnect: () => void = () => undefined;
  ondisconnect: (error: boolean, code?: number, reason?: string) => void = () => undefined;
  ondata: (data: unknown) => void = () => undefined;

  readonly #servers: readonly WebSocketServer[];
  readonly #maker: FlowMaker;
  readonly #hooks: SignallingHooks;
  readonly #outbox = new Outbox();
  readonly #challenges = new Challenges();
  // One that was never registered waits its turn at a busy server: doubting it would only add to the crowd (docs/scale.md).
  readonly #answers = new AnswerWatch((flow) => flow === this.#flow && this.#isKnown);
  readonly #byes = new ByeRepeater((text) => {
    if (this.#isWanted) this.send(text);
  });
  /** The connection beside this one, where the server keeps several (RFC 5626). */
  #second: SecondFlow | undefined;
  #flow: Flow | undefined;
  #campaign: Campaign | undefined;
  #flowCount = 0;
  #failedRounds = 0;
  /** The server has answered the connection's first REGISTER, or kept silent long enough. */
  #isSettled = true;
  /** The server has accepted us over this connection. */
  #isKnown = false;
  #lostMs = 0;
  #isWanted = false;
  #isTold = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #rivalTimer: ReturnType<typeof setTimeout> | undefined;
  #failBackTimer: ReturnType<typeof setTimeout> | undefined;
  #waiters: (() => void)[] = [];

  /** Throws where a server's URL is no URL. */
  constructor(
    servers: readonly [WebSocketServer, ...WebSocketServer[]],
    maker: FlowMaker,
    hooks: SignallingHooks,
  ) {
    const first = new URL(servers[0].url);
    this.url = servers[0].url;
    this.sip_uri = `sip:${first.host};transport=ws`;
    this.via_transport = first.protocol === 'ws:' ? 'WS' : 'WSS';
    this.#servers = servers;
    this.#maker = maker;
    this.#hooks = hooks;
  }

  /** Counts the connections that were opened; 0 before the first. */
  get flowNumber(): number {
    return this.#flowCount;
  }

  get isOpen(): boolean {
    return this.#flow?.isOpen === true;
  }

  // --- JsSIP's side ---

  connect(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#lostMs = Date.now();
    this.#beginRound();
  }

  disconnect(): void {
    this.#isWanted = false;
    this.#isTold = false;
    clearTimeout(this.#retryTimer);
    this.#campaign?.cancel();
    this.#campaign = undefined;
    this.#leave(this.#flow);
    this.#flow = undefined;
    this.#second?.end();
    this.#outbox.clear();
    this.#waiters = [];
  }

  /** True also where no connection is open: the message then waits for the next one. */
  send(message: string | ArrayBufferLike | Blob | ArrayBufferView): boolean {
    if (typeof message !== 'string') return false;
    if (this.#second?.answers(message) === true) return true;
    const text = this.#challenges.outgoing(message);
    const flow = this.#flow;
    const left = flow?.send(text) === true;
    this.#outbox.sent(text, left, Date.now());
    if (flow !== undefined && left) this.#answers.sent(flow, text);
    return true;
  }

  isConnected(): boolean {
    return this.#isTold;
  }

  isConnecting(): boolean {
    return this.#isWanted && !this.#isTold;
  }

  // --- the phone's side ---

  /** The server that is used now; undefined where there is no connection. */
  get server(): string | undefined {
    return this.#flow?.url;
  }

  /** Joins the second flow to this one: answers to what came by it leave by it, and a doubt concerns both. */
  join(second: SecondFlow): void {
    this.#second = second;
  }

  /** Something hints that the connection may be gone: ask it, and open a rival where it does not answer at once. */
  suspect(awake = false): void {
    this.#second?.suspect(awake);
    if (this.#flow === undefined) this.retry();
    else this.#flow.suspect(awake);
  }

  /** Calls `onAlive` once a connection has proved that it lives and the server knows it, now or after a reconnection. */
  prove(onAlive: () => void): void {
    let isDone = false;
    const once = (): void => {
      if (isDone) return;
      isDone = true;
      this.#waiters = this.#waiters.filter((each) => each !== once);
      onAlive();
    };
    this.#waiters.push(once);
    if (this.#flow !== undefined && this.#isSettled) this.#flow.prove(once);
  }

  /** Tries again now instead of at the end of the wait. */
  retry(): void {
    if (!this.#isWanted || this.#flow !== undefined || this.#campaign !== undefined) return;
    this.#beginRound();
  }

  /**
   * The server knows the new connection, or will not: what was left unanswered goes out again. True where this is the first
   * word about this connection.
   */
  settle(isAccepted: boolean): boolean {
    if (isAccepted) {
      this.#failedRounds = 0;
      this.#isKnown = true;
    }
    const flow = this.#flow;
    if (this.#isSettled || flow === undefined) return false;
    this.#isSettled = true;
    for (const text of this.#outbox.replay(Date.now())) flow.send(text);
    for (const waiter of [...this.#waiters]) waiter();
    return true;
  }

  /** Times may have changed, or a call begun or ended. */
  reschedule(): void {
    this.#flow?.reschedule();
    this.#second?.reschedule();
  }

  // --- inside ---

  /** `after`: how the connection or the round before ended. */
  #beginRound(after?: ConnectFailure): void {
    clearTimeout(this.#retryTimer);
    const urls = this.#order(after === 'silent' ? this.#second?.url : undefined);
    this.#launch(urls, (url) => {
      this.#hooks.connecting(url, this.#failedRounds + 1);
    });
  }

  /** Every server once, those given first. */
  #order(...first: readonly (string | undefined)[]): readonly string[] {
    const ordered = orderServers(this.#servers, Math.random).map(({ url }) => url);
    return [...new Set([...first.filter((url) => url !== undefined), ...ordered])];
  }

  #launch(urls: readonly string[], trying: (url: string) => void, isWanted = (): boolean => true): void {
    const campaign = new Campaign(urls, {
      newFlow: (url, on) => this.#newFlow(url, on),
      trying,
      won: (flow) => {
        this.#campaign = undefined;
        if (this.#flow === undefined || isWanted()) this.#adopt(flow);
        else flow.close();
      },
      exhausted: (failure) => {
        this.#campaign = undefined;
        if (this.#flow === undefined) this.#roundFailed(failure);
      },
    });
    this.#campaign = campaign;
    campaign.start();
  }

  #roundFailed(failure: ConnectFailure): void {
    this.#failedRounds += 1;
    this.#wait(failure);
  }

  #wait(failure: ConnectFailure): void {
    const outage = {
      failedRounds: this.#failedRounds,
      failure,
      lastedMs: Date.now() - this.#lostMs,
      inCall: this.#hooks.inCall(),
    };
    const delayMs = reconnectDelayMs(outage, Math.random);
    this.#hooks.waiting(this.#failedRounds + 1, Date.now() + delayMs);
    this.#retryTimer = setTimeout(() => {
      this.#beginRound(failure);
    }, delayMs);
  }

  #newFlow(url: string, on: { opened(): void; lost(failure: ConnectFailure): void }): Flow {
    const flow: Flow = this.#maker.make(url, {
      doubtful: () => {
        if (flow === this.#flow) this.#prepareRival(flow);
      },
      opened: () => {
        on.opened();
      },
      lost: (failure) => {
        if (flow === this.#flow) this.#lose(failure);
        else on.lost(failure);
      },
      message: (text) => {
        this.#receive(flow, text);
      },
    });
    return flow;
  }

  /** A connection has opened: it takes the place of the one before, which ends. */
  #adopt(flow: Flow): void {
    const old = this.#flow;
    this.#flow = flow;
    this.#leave(old);
    clearTimeout(this.#retryTimer);
    this.#flowCount += 1;
    this.#isSettled = false;
    this.#isKnown = false;
    this.#scheduleFailBack();
    this.#hooks.opened(flow.url);
    if (this.#isTold) return;
    this.#isTold = true;
    this.onconnect();
  }

  #leave(old: Flow | undefined): void {
    clearTimeout(this.#rivalTimer);
    this.#rivalTimer = undefined;
    this.#answers.stop();
    clearTimeout(this.#failBackTimer);
    if (old !== undefined) this.#maker.end(old);
  }

  #lose(failure: ConnectFailure): void {
    this.#leave(this.#flow);
    this.#flow = undefined;
    if (this.#isSettled) this.#lostMs = Date.now();
    // A server that takes the connection and then ends it, over and over, is not asked ever faster.
    else this.#failedRounds += 1;
    this.#hooks.lost();
    if (this.#campaign === undefined) this.#wait(failure);
  }

  /** A connection that does not answer at once gets a rival: whichever is first goes on. */
  #prepareRival(flow: Flow): void {
    if (this.#rivalTimer !== undefined || !this.#isKnown) return;
    this.#rivalTimer = setTimeout(() => {
      this.#rivalTimer = undefined;
      if (!flow.isDoubtful || this.#flow !== flow || this.#campaign !== undefined) return;
      // The server of the second flow lives, as far as anyone knows.
      this.#launch(
        this.#order(flow.url, this.#second?.url),
        () => undefined,
        () => flow.isDoubtful,
      );
    }, RIVAL_AFTER_MS);
  }

  /** Back to a better server, when nobody is talking. */
  #scheduleFailBack(): void {
    const used = this.#servers.find(({ url }) => url === this.#flow?.url);
    const better = this.#servers.filter(({ priority }) => used !== undefined && priority < used.priority);
    if (better.length === 0) return;
    this.#failBackTimer = setTimeout(
      () => {
        const urls = orderServers(better, Math.random).map(({ url }) => url);
        const isFree = (): boolean => !this.#hooks.inCall();
        if (isFree() && this.#campaign === undefined) this.#launch(urls, () => undefined, isFree);
        this.#scheduleFailBack();
      },
      FAIL_BACK_MS * (0.75 + Math.random() / 2),
    );
  }

  #receive(flow: Flow, text: string): void {
    if (flow !== this.#flow) return;
    const verdict = judgeInbound(text, this.#challenges);
    if (verdict.kind === 'drop') return;
    this.#byes.heard(verdict.head, this.#outbox.requestOf(verdict.head));
    this.#outbox.heard(verdict.head, Date.now());
    if (verdict.kind === 'reply') {
      flow.send(verdict.text);
      return;
    }
    if (verdict.head.statusCode === undefined) this.#second?.cameByFirst(verdict.head);
    this.#hooks.heard(verdict.head);
    this.ondata(verdict.text);
  }
}
