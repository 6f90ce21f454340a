// A second way to the phone (RFC 5626): a connection to another server, registered with reg-id 2. Calls arrive by it while the
// first one is being found dead. Takes what comes, and gives the answers back the way the requests came; begins nothing itself.
import { secondFlowWaitMs, secondServer } from '../../transport/second-flow.ts';
import type { WebSocketServer } from '../../transport/server-order.ts';
import type { Challenges } from '../../wire/challenges.ts';
import type { RefusedCall } from '../../wire/request-rules.ts';
import type { SipHead } from '../../wire/sip-message.ts';
import { WaysBack } from '../../wire/ways-back.ts';
import type { Flow } from './flow.ts';
import type { FlowMaker } from './flow-maker.ts';

export interface SecondFlowListener {
  inCall(): boolean;
  /** A connection is ready; the server does not know it yet. */
  opened(server: string): void;
  /** It is gone. */
  lost(): void;
  /** An answer to a REGISTER, or to nothing. */
  heard(head: SipHead): void;
  /** A call came that can't ring here; it was answered so. */
  refused(invite: SipHead, why: RefusedCall): void;
  /** A message for the stack. */
  deliver(text: string): void;
}

export class SecondFlow {
  readonly #servers: readonly WebSocketServer[];
  readonly #maker: FlowMaker;
  readonly #listener: SecondFlowListener;
  readonly #challenges: Challenges;
  readonly #waysBack = new WaysBack();
  #flow: Flow | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #losses = 0;
  #firstUrl = '';
  #isOver = false;

  constructor(servers: readonly WebSocketServer[], maker: FlowMaker, listener: SecondFlowListener) {
    this.#servers = servers;
    this.#maker = maker;
    this.#challenges = maker.newChallenges();
    this.#listener = listener;
  }

  /** The server that it leads to; undefined while it is not open. */
  get url(): string | undefined {
    return this.#flow?.isOpen === true ? this.#flow.url : undefined;
  }

  /** The first flow is accepted by a server that keeps several. One that leads to the same server moves when nobody talks. */
  goBeside(firstUrl: string): void {
    this.#firstUrl = firstUrl;
    if (this.#flow?.url === firstUrl && !this.#listener.inCall()) this.leave();
    if (!this.#isOver && this.#flow === undefined && this.#timer === undefined) this.#wait();
  }

  /** The server has accepted it. */
  accepted(): void {
    this.#losses = 0;
  }

  /** Ends it; `goBeside` begins anew. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#losses = 0;
    if (this.#flow === undefined) return;
    this.#maker.end(this.#flow);
    this.#forget();
  }

  /** Ends it for good. */
  end(): void {
    this.#isOver = true;
    this.leave();
  }

  /** Sends a request of its own. */
  send(text: string): boolean {
    return this.#flow?.send(this.#challenges.outgoing(text)) === true;
  }

  /** Sends the answer to a request that came by it; false for anything else, and where it is gone. */
  answers(text: string): boolean {
    return this.#waysBack.leadsHere(text) && this.#flow?.send(text) === true;
  }

  /** A request has come by the first flow: its answer goes there, though a copy came here. */
  cameByFirst(head: SipHead): void {
    this.#waysBack.forget(head);
  }

  suspect(awake = false): void {
    this.#flow?.suspect(awake);
  }

  reschedule(): void {
    this.#flow?.reschedule();
  }

  #wait(): void {
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#open();
      },
      secondFlowWaitMs(this.#losses, Math.random),
    );
  }

  #open(): void {
    const url = secondServer(this.#servers, this.#firstUrl, this.#losses, Math.random);
    if (url === undefined) return;
    const flow = this.#maker.make(url, {
      opened: () => {
        this.#listener.opened(url);
      },
      doubted: (doubt) => {
        // Nothing of ours hangs on it: it is opened anew.
        if (doubt !== 'silent') return;
        this.#maker.end(flow);
        this.#lose();
      },
      lost: () => {
        this.#maker.end(flow);
        this.#lose();
      },
      message: (text) => {
        this.#receive(flow, text);
      },
    });
    this.#flow = flow;
    flow.open();
  }

  #lose(): void {
    this.#losses += 1;
    this.#forget();
    this.#wait();
  }

  #forget(): void {
    this.#flow = undefined;
    this.#waysBack.clear();
    this.#listener.lost();
  }

  #receive(flow: Flow, text: string): void {
    const verdict = this.#maker.judge(text, this.#challenges);
    if (verdict.kind === 'drop') return;
    if (verdict.kind === 'reply') {
      flow.send(verdict.text);
      if (verdict.refusedCall !== undefined) this.#listener.refused(verdict.head, verdict.refusedCall);
      return;
    }
    if (verdict.head.statusCode === undefined) this.#waysBack.note(verdict.head);
    else this.#listener.heard(verdict.head);
    this.#listener.deliver(verdict.text);
  }
}
