// One call of the far end: a JsSIP session, the audio line and what the number that was dialled does with both.
// Owns their joint life; refuses to choose the number (desk.ts does).
import { MediaStream as WeriftStream } from 'werift';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { Behaviour, BehaviourSettings } from './behaviours/behaviour.ts';
import { watchCall } from './call-watch.ts';
import { onlyG711, type Rewriting } from './descriptions/poor.ts';
import type { OpenSession, ServerEvent } from './events/event.ts';
import { EVENTS } from './events/index.ts';
import type { FarEndStyle } from './far-end-style.ts';
import { withoutCandidates } from './jssip/dead-candidates.ts';
import { keepEarlyRequests } from './jssip/early-requests.ts';
import type { CallRecord } from './ledger.ts';
import { MediaLine } from './audio/media-line.ts';
import type { FarEndPeerConnection } from './jssip/peer-connection.ts';

export interface FarEndCallOptions {
  readonly behaviour: Behaviour;
  readonly record: CallRecord;
  readonly settings: BehaviourSettings;
  readonly style: FarEndStyle;
  readonly domain: string;
  /** What becomes of the far end's own descriptions. */
  readonly rewriting?: Rewriting | undefined;
  /** True where nobody may be reached: the caller's candidates are not even looked at. */
  readonly isUnreachable?: boolean;
  /** What happens so many ms after the answer. */
  readonly event?: ServerEvent | undefined;
  readonly eventAfterMs: number;
  readonly send: (text: string) => void;
  /** Calls the phone once more, with these headers. */
  readonly callAgain: (extraHeaders: readonly string[]) => void;
  /** Told of each hold and its end by the phone. */
  readonly onHold?: (isHeld: boolean) => void;
  /** Told once, when the call is over; `wasEstablished` where there was a conversation. */
  readonly onOver: (wasEstablished: boolean) => void;
}

interface SdpEvent {
  readonly originator: unknown;
  readonly type: string;
  sdp: string;
}

export class FarEndCall {
  readonly line: MediaLine;
  #session: RTCSession | undefined;
  #iceUfrag: string | undefined;
  #stop: (() => void)[] = [];

  constructor(private readonly options: FarEndCallOptions) {
    this.line = new MediaLine(options.record);
  }

  /** The stream that JsSIP is to send. */
  get stream(): MediaStream {
    return new WeriftStream([this.line.track]) as unknown as MediaStream;
  }

  get session(): RTCSession | undefined {
    return this.#session;
  }

  /** Follows a session, incoming or outgoing, before its connection is used. */
  follow(session: RTCSession): void {
    this.#session = session;
    keepEarlyRequests(session);
    session.on('peerconnection', ({ peerconnection }) => {
      this.#attach(peerconnection);
    });
    const made: unknown = session.connection;
    if (made instanceof Object) this.#attach(made);
    session.on('sdp', (event) => {
      this.#rewrite(event);
    });
    session.on('accepted', () => {
      this.#accepted(session);
    });
    for (const [name, isHeld] of [
      ['hold', true],
      ['unhold', false],
    ] as const) {
      session.on(name, (event: { originator: unknown }) => {
        if (event.originator === 'remote') this.#held(isHeld);
      });
    }
    session.on('newDTMF', (event: { originator: unknown; dtmf: { tone: string } }) => {
      if (event.originator === 'remote') this.options.record.digits += event.dtmf.tone;
    });
    session.on('ended', () => {
      this.#over(true);
    });
    session.on('failed', () => {
      this.#over(false);
    });
  }

  #attach(connection: unknown): void {
    this.line.attach(connection as FarEndPeerConnection);
  }

  #held(isHeld: boolean): void {
    this.line.held = isHeld;
    this.line.quietReports(this.options.style.quietReportsMs);
    this.options.onHold?.(isHeld);
  }

  #accepted(session: RTCSession): void {
    const { record, behaviour, settings, style } = this.options;
    record.phase = 'established';
    this.line.quietReports(style.quietReportsMs);
    this.#stop.push(behaviour.start(this.line, settings));
    this.#stop.push(
      watchCall({
        received: () => record.packets.received,
        isConnected: () => session.connection.connectionState === 'connected',
        hangUp: () => session.terminate(),
      }),
    );
    this.#planEvent(session);
    this.#startRoutine(session);
  }

  #planEvent(session: RTCSession): void {
    const { event, eventAfterMs } = this.options;
    if (event === undefined) return;
    const timer = setTimeout(() => {
      this.#carryOut(event, session);
    }, eventAfterMs);
    this.#stop.push(() => {
      clearTimeout(timer);
    });
  }

  #startRoutine(session: RTCSession): void {
    const { routine } = this.options.style;
    if (routine === undefined) return;
    const timer = setInterval(() => {
      this.#carryOut(EVENTS[routine.event], session);
    }, routine.everyMs);
    timer.unref();
    this.#stop.push(() => {
      clearInterval(timer);
    });
  }

  #carryOut(event: ServerEvent | undefined, session: RTCSession): void {
    if (session.isEnded()) return;
    const { style, domain, record, send, callAgain } = this.options;
    const scene = { line: this.line, style, domain, peer: record.peer, send, callAgain };
    const stop = event?.({ session: session as OpenSession, ...scene });
    if (stop !== undefined) this.#stop.push(stop);
  }

  #rewrite(event: SdpEvent): void {
    const { behaviour, settings, style, rewriting, isUnreachable } = this.options;
    if (event.originator !== 'remote') {
      event.sdp = rewriting?.(event.sdp) ?? event.sdp;
      if (event.type === 'answer' && style.heldAs === 'inactive')
        event.sdp = event.sdp.replace(/^a=recvonly/m, 'a=inactive');
      return;
    }
    if (style.codecs === 'g711') event.sdp = onlyG711(event.sdp);
    if (isUnreachable === true) event.sdp = withoutCandidates(event.sdp);
    const ufrag = /a=ice-ufrag:(\S+)/.exec(event.sdp)?.[1];
    const isRestart = this.#iceUfrag !== undefined && ufrag !== undefined && ufrag !== this.#iceUfrag;
    this.#iceUfrag = ufrag ?? this.#iceUfrag;
    if (!isRestart) return;
    this.line.quietReports(style.quietReportsMs);
    behaviour.iceRestarted?.(this.line, settings);
  }

  #over(wasEstablished: boolean): void {
    const stops = this.#stop;
    this.#stop = [];
    for (const stop of stops) stop();
    this.options.onOver(wasEstablished);
  }
}
