// Chooses what the far end does in a call: takes calls to the numbers of the table, makes those that a number promises, and joins
// two phones where the server is a B2BUA. Owns the choice of what a number does.
import type JsSIP from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import { systemClock, type Clock } from '../shared/clock.ts';
import type { Behaviour, BehaviourSettings } from './behaviours/behaviour.ts';
import { behaviourOf, refusalOf, requiredBy } from './behaviours/index.ts';
import { toneBehaviour } from './behaviours/steady.ts';
import { OWN_DESCRIPTIONS } from './descriptions/index.ts';
import { EVENTS } from './events/index.ts';
import { FarEndCall, type FarEndCallOptions } from './far-end-call.ts';
import { DEMO_STYLE, type FarEndStyle } from './far-end-style.ts';
import { ignoreAcks } from './jssip/ignored-acks.ts';
import type { CallLedger } from './ledger.ts';
import { codeOf, type NumberCode } from './numbers.ts';
import { takeRefers } from './referred.ts';

export interface DeskOptions {
  readonly domain: string;
  readonly onError: (error: unknown) => void;
  readonly dropAfterMs?: number;
  /** From an answer to what the numbers from 620 on do, in ms. */
  readonly eventAfterMs?: number;
  /** How long 664 waits for an ACK that it does not take, in ms. */
  readonly ackAfterMs?: number;
  /** From the end of a call to 610 until it calls back, in ms. */
  readonly callBackAfterMs?: number;
  readonly maxCalls?: number;
  readonly clock?: Clock;
  readonly style?: FarEndStyle;
}

export interface DeskTools {
  readonly ua: JsSIP.UA;
  readonly ledger: CallLedger;
  /** Sends a request that belongs to no call. */
  readonly send: (text: string) => void;
  /** Sends the 180 that was kept back for a call. */
  readonly ring: (callId: string) => void;
}

/** What a call of the desk may have beside its number. */
export type CallPlan = Partial<
  Pick<FarEndCallOptions, 'rewriting' | 'event' | 'isUnreachable' | 'onHold'>
> & {
  readonly behaviour: Behaviour;
  readonly onOver?: (wasEstablished: boolean) => void;
};

/** The Call-ID of a session, whoever began it. */
export function callIdOf(session: RTCSession): string {
  return (session as unknown as { readonly _request: { readonly call_id: string } })._request.call_id;
}

export class Desk {
  readonly style: FarEndStyle;
  readonly #settings: BehaviourSettings;
  readonly #clock: Clock;
  readonly #timers = new Set<NodeJS.Timeout>();
  /** The calls to numbers, by Call-ID. */
  readonly #sessions = new Map<string, RTCSession>();

  constructor(
    readonly tools: DeskTools,
    private readonly options: DeskOptions,
  ) {
    this.style = options.style ?? DEMO_STYLE;
    this.#settings = { dropAfterMs: options.dropAfterMs ?? 30_000, random: Math.random };
    this.#clock = options.clock ?? systemClock;
  }

  /** Takes a call to a number of the table. */
  incoming(session: RTCSession): void {
    const number = session.local_identity.uri.user;
    const code = codeOf(number) ?? 'not-found';
    const refusal = refusalOf(code);
    session.on('replaces', (event: unknown) => {
      (event as { accept(): void }).accept();
    });
    if (refusal !== undefined) this.#refuse(session, code, refusal);
    else if (this.isFull) this.refuse(session, 486);
    else if (code !== 'rings') this.#answer(session, number, code);
  }

  has(callId: string): boolean {
    return this.#sessions.has(callId);
  }

  /** Ends the call with this Call-ID, whose place another has taken. */
  endCall(callId: string): void {
    const session = this.#sessions.get(callId);
    if (session?.isEnded() === false) session.terminate();
  }

  get isFull(): boolean {
    return this.tools.ledger.list().length >= (this.options.maxCalls ?? 100);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** Refuses a call as this server refuses with that status. */
  refuse(session: RTCSession, status: number, extraHeaders: readonly string[] = []): void {
    const known = this.style.refusals[status];
    session.terminate({
      status_code: known?.status ?? status,
      ...(known?.phrase === undefined ? {} : { reason_phrase: known.phrase }),
      extraHeaders: [...(known?.headers ?? []), ...extraHeaders],
    });
  }

  /** A call with its line and its record in the ledger, not yet joined to a session. */
  open(number: string, peer: string, plan: CallPlan): FarEndCall {
    const { ledger, send } = this.tools;
    const record = ledger.open(number, peer, this.#clock());
    return new FarEndCall({
      ...plan,
      record,
      settings: this.#settings,
      style: this.style,
      domain: this.options.domain,
      eventAfterMs: this.options.eventAfterMs ?? 3000,
      send,
      callAgain: (extraHeaders) => {
        const call = this.open(number, peer, { behaviour: toneBehaviour });
        this.call(peer, { user: number, name: 'Carol Connected' }, call, [...extraHeaders]);
      },
      onOver: (wasEstablished) => {
        ledger.close(record);
        plan.onOver?.(wasEstablished);
      },
    });
  }

  /** Answers with the line of a call, on the next turn. */
  answer(session: RTCSession, call: FarEndCall): void {
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

  /** Calls an extension, or a SIP URI, in somebody's name. */
  call(
    peer: string,
    from: { readonly user: string; readonly name: string },
    call: FarEndCall,
    extraHeaders: string[] = [],
  ) {
    const session = this.tools.ua.call(
      peer.startsWith('sip:') ? peer : `sip:${peer}@${this.options.domain}`,
      {
        fromUserName: from.user,
        fromDisplayName: from.name,
        mediaStream: call.stream,
        mediaConstraints: { audio: true, video: false },
        pcConfig: { iceServers: [] },
        extraHeaders,
      },
    );
    call.follow(session);
    return session;
  }

  #refuse(session: RTCSession, code: NumberCode, status: number): void {
    const required = requiredBy(code);
    const peer = session.remote_identity.uri.user;
    this.refuse(session, status, status === 421 && required !== undefined ? [`Require: ${required}`] : []);
    if (code.startsWith('calls-')) this.#callLater(session.local_identity.uri.user, peer, code);
  }

  #answer(session: RTCSession, number: string, code: NumberCode): void {
    const peer = session.remote_identity.uri.user;
    const callId = callIdOf(session);
    this.#sessions.set(callId, session);
    const call = this.open(number, peer, {
      behaviour: behaviourOf(code),
      event: EVENTS[code],
      rewriting: OWN_DESCRIPTIONS[code],
      isUnreachable: code === 'no-ice' || code === 'private-addresses',
      onOver: (wasEstablished) => {
        this.#sessions.delete(callId);
        if (wasEstablished && code === 'calls-back') this.#callLater('610', peer, code);
      },
    });
    call.follow(session);
    if (code === 'ignores-ack') ignoreAcks(session, this.options.ackAfterMs);
    takeRefers(this, session, code);
    this.answer(session, call);
  }

  #callLater(number: string, peer: string, code: NumberCode): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      const required = requiredBy(code);
      const call = this.open(number, peer, {
        behaviour: toneBehaviour,
        rewriting: OWN_DESCRIPTIONS[code],
      });
      const headers = required === undefined ? [] : [`Require: ${required}`];
      this.call(peer, { user: number, name: 'Call-back' }, call, headers);
    }, this.options.callBackAfterMs ?? 3000);
    this.#timers.add(timer);
  }
}
