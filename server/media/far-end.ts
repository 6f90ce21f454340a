// The far end of the demo: JsSIP itself, in Node, playing every number of the table (ADR 2).
// Owns the UA and the choice of what a number does; refuses all that is not in the table.
import JsSIP from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { Connection } from '../proxy/connection.ts';
import { systemClock, type Clock } from '../shared/clock.ts';
import type { BehaviourSettings } from './behaviours/behaviour.ts';
import { refusalOf, type AnsweredCode } from './behaviours/index.ts';
import { createEarlyMedia } from './jssip/early-media.ts';
import { FarEndCall } from './far-end-call.ts';
import { installJsSipGlobals } from './jssip/jssip-globals.ts';
import { CallLedger } from './ledger.ts';
import { codeOf, type NumberCode } from './numbers.ts';
import { createPseudoSocket } from './jssip/pseudo-socket.ts';

export interface FarEndOptions {
  readonly domain: string;
  /** Takes what the far end sends. */
  readonly receive: (connection: Connection, text: string) => void;
  readonly onError: (error: unknown) => void;
  readonly dropAfterMs?: number;
  /** From the 183 of 615 to its 200, in ms. */
  readonly earlyMediaMs?: number;
  /** From the end of a call to 610 until it calls back, in ms. */
  readonly callBackAfterMs?: number;
  readonly maxCalls?: number;
  readonly clock?: Clock;
}

export interface FarEnd {
  readonly connection: Connection;
  /** The contact to which the proxy sends the calls of the table. */
  readonly contact: string;
  readonly ledger: CallLedger;
  stop(): void;
}

const RING_FOR_EVER_SECONDS = 24 * 3600;

function isAnswered(code: NumberCode): code is AnsweredCode {
  return code !== 'rings' && refusalOf(code) === undefined;
}

/** Starts the far end. One call whose handling fails is told to `onError`; the others go on. */
export function startFarEnd(options: FarEndOptions): FarEnd {
  installJsSipGlobals();
  const tap = createEarlyMedia({
    isEarly: (number) => codeOf(number) === 'early-media',
    delayMs: options.earlyMediaMs ?? 3000,
  });
  const { socket, connection } = createPseudoSocket({
    receive: options.receive,
    tap,
    onError: options.onError,
  });
  const ua = new JsSIP.UA({
    sockets: socket as unknown as JsSIP.Socket,
    uri: `sip:600@${options.domain}`,
    contact_uri: `sip:far-end@${options.domain.replace(/\./g, '-')}.far-end.invalid;transport=ws`,
    user_agent: 'Bothways demo',
    register: false,
    session_timers: false,
    no_answer_timeout: RING_FOR_EVER_SECONDS,
  });
  const ledger = new CallLedger();
  const desk = new Desk(ua, ledger, options);
  ua.on('newRTCSession', (event: { originator: unknown; session: RTCSession }) => {
    if (event.originator === 'remote') desk.incoming(event.session);
  });
  ua.start();
  const contact = `sip:far-end@${options.domain.replace(/\./g, '-')}.far-end.invalid;transport=ws`;
  return {
    connection,
    contact,
    ledger,
    stop: () => {
      desk.close();
      ua.stop();
    },
  };
}

/** Takes calls and makes the one that 610 promises. */
class Desk {
  readonly #settings: BehaviourSettings;
  readonly #clock: Clock;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly ua: JsSIP.UA,
    private readonly ledger: CallLedger,
    private readonly options: FarEndOptions,
  ) {
    this.#settings = { dropAfterMs: options.dropAfterMs ?? 30_000, random: Math.random };
    this.#clock = options.clock ?? systemClock;
  }

  incoming(session: RTCSession): void {
    const number = session.local_identity.uri.user;
    const code = codeOf(number) ?? 'not-found';
    const refusal = refusalOf(code);
    session.on('replaces', (event: unknown) => {
      (event as { accept(): void }).accept();
    });
    if (refusal !== undefined) session.terminate({ status_code: refusal });
    else if (this.ledger.list().length >= (this.options.maxCalls ?? 100))
      session.terminate({ status_code: 486 });
    else if (isAnswered(code)) this.#answer(session, number, code);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #answer(session: RTCSession, number: string, code: AnsweredCode): void {
    const peer = session.remote_identity.uri.user;
    const call = this.#call(number, peer, code, (wasEstablished) => {
      if (wasEstablished && code === 'calls-back') this.#callBackLater(peer);
    });
    call.follow(session);
    setImmediate(() => {
      if (session.isEnded()) return;
      try {
        session.answer({ mediaStream: call.stream });
      } catch (error) {
        this.options.onError(error);
        session.terminate({ status_code: 500 });
      }
    });
  }

  #call(
    number: string,
    peer: string,
    code: AnsweredCode,
    onOver: (wasEstablished: boolean) => void,
  ): FarEndCall {
    const record = this.ledger.open(number, peer, this.#clock());
    const over = (wasEstablished: boolean): void => {
      this.ledger.close(record);
      onOver(wasEstablished);
    };
    return new FarEndCall({ code, record, settings: this.#settings, onOver: over });
  }

  #callBackLater(peer: string): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#callBack(peer);
    }, this.options.callBackAfterMs ?? 3000);
    this.#timers.add(timer);
  }

  #callBack(peer: string): void {
    const call = this.#call('610', peer, 'tone', () => undefined);
    const session = this.ua.call(`sip:${peer}@${this.options.domain}`, {
      fromUserName: '610',
      fromDisplayName: 'Call-back',
      mediaStream: call.stream,
      mediaConstraints: { audio: true, video: false },
      pcConfig: { iceServers: [] },
    });
    call.follow(session);
  }
}
