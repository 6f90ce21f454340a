// The way to the server, whatever becomes of single connections: picks a server, reconnects, fails over and back, and prepares a
// successor for a connection in doubt, which stays until the successor is known to the server and nothing speaks for the old one
// (docs/adr/0012). Implements JsSIP's Socket interface, and tells JsSIP of the first connection only: a stack that hears of a
// lost one ends calls (docs/adr/0009).
//
//   the way to the server (transport/way.ts)   beside it
//   none                                       a round over the servers (rounds.ts): the first that opens is used
//   opened, accepted, refused                  while it is doubted, a successor (successor.ts): used once the server has accepted it
//   silent                                     a round or a successor: as above; one that speaks again takes its place back
import type { Socket } from 'jssip';
import type { ConnectFailure } from '../../transport/back-off.ts';
import type { WebSocketServer } from '../../transport/server-order.ts';
import type { SipHead } from '../../wire/sip-message.ts';
import { AnswerWatch } from './answer-watch.ts';
import type { Doubt } from '../../transport/keep-alive.ts';
import { inUse, isKnown, isUnanswered, nextWay, type Way } from '../../transport/way.ts';
import type { Flow } from './flow.ts';
import type { FlowMaker } from './flow-maker.ts';
import { Messages, type MessagesListener } from './messages.ts';
import { Rounds, type RoundsContext } from './rounds.ts';
import type { SecondFlow } from './second-flow.ts';
import { Successor } from './successor.ts';

export interface SignallingListener extends RoundsContext, MessagesListener {
  /** A call rings, here or at the far side: leaving the connection that it is on ends that, or keeps its end from us. */
  isRinging(): boolean;
  /** A connection is ready: the server is to be told (REGISTER). */
  opened(server: string): void;
  /** There is no connection any more. */
  lost(): void;
  /** A message arrived that the stack is about to see. */
  heard(head: SipHead): void;
}

export class Signalling implements Socket {
  readonly url: string;
  readonly sip_uri: string;
  via_transport: string;
  onconnect: () => void = () => undefined;
  ondisconnect: (error: boolean, code?: number, reason?: string) => void = () => undefined;
  ondata: (data: unknown) => void = () => undefined;

  readonly #rounds: Rounds;
  readonly #maker: FlowMaker;
  readonly #listener: SignallingListener;
  // One that was never registered waits its turn at a busy server: doubting it would only add to the crowd (docs/scale.md).
  readonly #answers = new AnswerWatch((flow) => flow === this.#flow && isKnown(this.#way));
  readonly #messages: Messages;
  /** The connection beside this one, where the server keeps several (RFC 5626). */
  #second: SecondFlow | undefined;
  #way: Way<Flow> = { kind: 'none' };
  /** One that has opened and may take the place of the current or the silent one. */
  #successor: Successor | undefined;
  /** Servers that opened a successor and answered nothing on it, since a connection was last accepted. */
  readonly #unanswering = new Set<string>();
  #flowCount = 0;
  #isWanted = false;
  #isTold = false;
  #waiters: (() => void)[] = [];

  /** Throws where a server's URL is no URL. */
  constructor(
    servers: readonly [WebSocketServer, ...WebSocketServer[]],
    maker: FlowMaker,
    listener: SignallingListener,
  ) {
    const first = new URL(servers[0].url);
    this.url = servers[0].url;
    this.sip_uri = `sip:${first.host};transport=ws`;
    this.via_transport = first.protocol === 'ws:' ? 'WS' : 'WSS';
    this.#maker = maker;
    this.#listener = listener;
    this.#messages = new Messages(maker, listener, (text) => {
      if (this.#isWanted) this.send(text);
    });
    this.#rounds = this.#newRounds(servers);
  }

  /** Counts the connections that were opened; 0 before the first. */
  get flowNumber(): number {
    return this.#flowCount;
  }

  get isOpen(): boolean {
    return this.#flow?.isOpen === true;
  }

  /** There is a connection, the server has said what it makes of us, and nothing speaks against it. */
  get isSure(): boolean {
    return !isUnanswered(this.#way) && this.#flow?.isUndoubted === true;
  }

  get #flow(): Flow | undefined {
    return inUse(this.#way);
  }

  // --- JsSIP's side ---

  connect(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#rounds.lost(true);
    this.#rounds.begin();
  }

  disconnect(): void {
    this.#isWanted = false;
    this.#isTold = false;
    this.#rounds.stop();
    this.#leaveAll();
    this.#dropSuccessor();
    this.#second?.end();
    this.#messages.clear();
    this.#waiters = [];
  }

  /** True also where no connection is open: the message then waits for the next one. */
  send(message: string | ArrayBufferLike | Blob | ArrayBufferView): boolean {
    if (typeof message !== 'string') return false;
    if (this.#second?.answers(message) === true) return true;
    const text = this.#messages.outgoing(message);
    const flow = this.#successor?.carries(text) === true ? this.#successor.flow : this.#flow;
    const left = flow?.send(text) === true;
    this.#messages.sent(text, left);
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

  /** Something hints that the connection may be gone: ask it, and prepare a successor where it does not answer soon. */
  suspect(awake = false): void {
    this.#second?.suspect(awake);
    if (this.#flow === undefined) this.retry();
    else this.#flow.suspect(awake);
  }

  /** Calls `onAlive` once a connection has proved that it lives and the server knows it, now or after a reconnection. */
  prove(onAlive: () => void): void {
    const once = (): void => {
      if (!this.#waiters.includes(once)) return;
      this.#waiters = this.#waiters.filter((each) => each !== once);
      onAlive();
    };
    this.#waiters.push(once);
    if (!isUnanswered(this.#way)) this.#flow?.prove(once);
  }

  /** Tries again now instead of at the end of the wait. */
  retry(): void {
    if (!this.#isWanted || this.#flow !== undefined || this.#isTrying) return;
    this.#rounds.begin();
  }

  /**
   * The server knows the new connection, or will not: what was left unanswered goes out again. True where this is the first
   * word about this connection.
   */
  settle(isAccepted: boolean): boolean {
    if (this.#successor?.isIntroduced === true) this.#succeed(this.#successor);
    const flow = this.#flow;
    const isFirstWord = isUnanswered(this.#way);
    this.#way = nextWay(this.#way, { kind: isAccepted ? 'accepted' : 'refused' });
    if (isAccepted) {
      this.#rounds.succeeded();
      this.#unanswering.clear();
      flow?.learn();
    }
    if (!isFirstWord || flow === undefined) return false;
    for (const text of this.#messages.replay()) flow.send(text);
    for (const waiter of [...this.#waiters]) waiter();
    return true;
  }

  /** A server refused us. True where it was a successor's: the connection before stays, and its server is told so again. */
  staysAfterRefusal(): boolean {
    if (this.#flow === undefined || this.#successor?.isIntroduced !== true) return false;
    this.#rounds.refused();
    this.#dropSuccessor();
    return true;
  }

  /** Times may have changed, or a call begun or ended. */
  reschedule(): void {
    this.#flow?.reschedule();
    this.#second?.reschedule();
  }

  // --- inside ---

  get #isTrying(): boolean {
    return this.#rounds.isRunning || this.#successor !== undefined;
  }

  /** The server of the second flow lives, as far as anyone knows. */
  readonly #likely = (): string | undefined => this.#second?.url;

  #newRounds(servers: readonly WebSocketServer[]): Rounds {
    return new Rounds(servers, this.#listener, {
      newFlow: (url, on) => this.#newFlow(url, on),
      opened: (flow, isWanted) => {
        if (this.#way.kind === 'none') this.#adopt(flow);
        else this.#try(flow, isWanted);
      },
      exhausted: (failure) => {
        if (this.#flow === undefined) this.#rounds.failed(failure, this.#likely);
      },
    });
  }

  #newFlow(url: string, on: { opened(): void; lost(failure: ConnectFailure): void }): Flow {
    const flow: Flow = this.#maker.make(url, {
      doubted: (doubt) => {
        this.#doubted(flow, doubt);
      },
      opened: on.opened.bind(on),
      lost: (failure) => {
        if (flow === this.#flow) {
          const wasAnswered = !isUnanswered(this.#way);
          this.#leaveAll();
          this.#gone(failure, wasAnswered);
        } else if (this.#way.kind === 'silent' && flow === this.#way.connection)
          this.#way = nextWay(this.#way, { kind: 'left' });
        else if (flow === this.#successor?.flow) this.#successorFailed(failure);
        else on.lost(failure);
      },
      message: (text) => {
        this.#receive(flow, text);
      },
    });
    return flow;
  }

  /** There was none: it is the one that is used from now on, and the server does not know it yet. */
  #adopt(flow: Flow): void {
    this.#use(flow);
    this.#listener.opened(flow.url);
    if (this.#isTold) return;
    this.#isTold = true;
    this.onconnect();
  }

  /** It is the one that is used from now on; the one before ends. */
  #use(flow: Flow): void {
    this.#leaveAll();
    this.#successor = undefined;
    this.#way = nextWay(this.#way, { kind: 'opened', connection: flow });
    this.#flowCount += 1;
    this.#rounds.settle(flow.url, () => this.#isTrying);
  }

  /** Whatever was used or listened to ends. */
  #leaveAll(): void {
    this.#answers.stop();
    this.#rounds.unsettle();
    if (this.#way.kind !== 'none') this.#maker.end(this.#way.connection);
    this.#way = nextWay(this.#way, { kind: 'left' });
  }

  /** There is no connection any more that could be used. `wasAnswered`: it was one that the server had answered. */
  #gone(failure: ConnectFailure, wasAnswered: boolean): void {
    this.#rounds.lost(wasAnswered);
    this.#listener.lost();
    // Whoever listens has forgotten a REGISTER under way.
    if (this.#successor?.isIntroduced === true) this.#listener.opened(this.#successor.flow.url);
    else if (this.#successor !== undefined) this.#introduce();
    else if (!this.#rounds.isRunning) this.#rounds.wait(failure, this.#likely);
  }

  #doubted(flow: Flow, doubt: Exclude<Doubt, 'asked'>): void {
    if (doubt === 'none') this.#alive(flow);
    else if (flow === this.#successor?.flow) this.#successorFailed('silent');
    else if (flow !== this.#flow) return;
    else if (doubt === 'silent') this.#silence();
    else this.#prepareSuccessor(flow);
  }

  /** It has been silent for too long to be used; what it may still bring is welcome. */
  #silence(): void {
    this.#answers.stop();
    this.#rounds.unsettle();
    const wasAnswered = !isUnanswered(this.#way);
    this.#way = nextWay(this.#way, { kind: 'fellSilent' });
    this.#gone('silent', wasAnswered);
  }

  /** A connection that was doubted or given up speaks again: no other takes its place. */
  #alive(flow: Flow): void {
    if (flow === this.#flow) this.#dropSuccessor('doubt');
    if (this.#way.kind !== 'silent' || flow !== this.#way.connection) return;
    this.#rounds.cancel();
    this.#dropSuccessor();
    this.#way = nextWay(this.#way, { kind: 'spoke' });
    this.#rounds.settle(flow.url, () => this.#isTrying);
    this.#listener.opened(flow.url);
  }

  /** A connection that takes unusually long gets a successor in waiting. */
  #prepareSuccessor(flow: Flow): void {
    if (!isKnown(this.#way) || this.#isTrying) return;
    this.#rounds.try(this.#rounds.order(flow.url, this.#likely()), () => flow.doubt !== 'none');
  }

  /** It has opened. Before anything else it must be seen to answer what the old one leaves unanswered. */
  #try(flow: Flow, isWanted: () => boolean): void {
    if (this.#flow !== undefined && !isWanted()) {
      flow.close();
      return;
    }
    const successor = new Successor(flow, isWanted);
    this.#successor = successor;
    flow.question(() => {
      successor.spoke();
      if (this.#successor === successor) this.#introduce();
    });
  }

  /** Lets the server know the successor, once the old one is as good as dead. */
  #introduce(): void {
    const successor = this.#successor;
    if (successor === undefined || successor.isIntroduced || !successor.hasSpoken) return;
    const isUsed = this.#flow !== undefined;
    if (isUsed && !successor.isWanted()) this.#dropSuccessor();
    // A doubt is no reason to call somebody twice, or to miss a CANCEL: while it rings the old one has until it is silent for good.
    else if (!isUsed || !this.#listener.isRinging()) {
      successor.introduce();
      this.#listener.opened(successor.flow.url);
    }
  }

  #succeed(successor: Successor): void {
    // A call that began meanwhile lives on the old one: leaving that would lose it or dial it twice.
    if (this.#flow !== undefined && !successor.isWanted()) this.#dropSuccessor();
    else this.#use(successor.flow);
  }

  #successorFailed(failure: ConnectFailure): void {
    const successor = this.#successor;
    if (successor === undefined) return;
    this.#successor = undefined;
    this.#maker.end(successor.flow);
    // A better server that says nothing is no reason to leave one that does.
    if (this.#flow?.doubt === 'none') return;
    const others = this.#rounds
      .order()
      .filter((url) => url !== successor.flow.url && !this.#unanswering.has(url));
    this.#unanswering.add(successor.flow.url);
    // One that opens and says nothing must not keep us from those that would answer.
    if (others.length > 0) this.#rounds.try(others, successor.isWanted);
    else if (this.#flow === undefined) this.#rounds.failed(failure, this.#likely);
  }

  /** `why`: only one that was made because of a doubt. */
  #dropSuccessor(why?: 'doubt'): void {
    const successor = this.#successor;
    if (successor === undefined || (why === 'doubt' && successor.isWanted())) return;
    this.#successor = undefined;
    this.#maker.end(successor.flow);
    // The server may have moved us to it: it must learn that we are still here.
    if (successor.isIntroduced && this.#flow !== undefined) this.#listener.opened(this.#flow.url);
  }

  #receive(flow: Flow, text: string): void {
    const successor = flow === this.#successor?.flow ? this.#successor : undefined;
    if (flow !== this.#flow && successor === undefined) return;
    const message = this.#messages.received(text, (reply) => flow.send(reply));
    if (message === undefined) return;
    if (message.head.statusCode === undefined) {
      this.#second?.cameByFirst(message.head);
      successor?.note(message.head);
    }
    this.#listener.heard(message.head);
    this.ondata(message.text);
  }
}
