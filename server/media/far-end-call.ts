// One call of the far end: a JsSIP session, the audio line and the behaviour of the number that was dialled.
// Owns their joint life; refuses to choose the number (far-end.ts does).
import { MediaStream as WeriftStream } from 'werift';
import type { RTCSession } from 'jssip/lib/RTCSession';
import { BEHAVIOURS, type AnsweredCode } from './behaviours/index.ts';
import type { BehaviourSettings } from './behaviours/behaviour.ts';
import { watchCall } from './call-watch.ts';
import { withDeadCandidate, withoutCandidates } from './jssip/dead-candidates.ts';
import type { CallRecord } from './ledger.ts';
import { MediaLine } from './audio/media-line.ts';
import type { FarEndPeerConnection } from './jssip/peer-connection.ts';

export interface FarEndCallOptions {
  readonly code: AnsweredCode;
  readonly record: CallRecord;
  readonly settings: BehaviourSettings;
  /** Told once, when the call is over; `wasEstablished` where there was a conversation. */
  readonly onOver: (wasEstablished: boolean) => void;
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

  /** Follows a session, incoming or outgoing, before its connection is used. */
  follow(session: RTCSession): void {
    this.#session = session;
    session.on('peerconnection', ({ peerconnection }) => {
      this.#attach(peerconnection);
    });
    const made: unknown = session.connection;
    if (made instanceof Object) this.#attach(made);
    session.on('sdp', (event) => {
      this.#rewrite(event);
    });
    session.on('accepted', () => {
      this.#accepted();
    });
    session.on('hold', (event: { originator: unknown }) => {
      if (event.originator === 'remote') this.line.held = true;
    });
    session.on('unhold', (event: { originator: unknown }) => {
      if (event.originator === 'remote') this.line.held = false;
    });
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

  #accepted(): void {
    this.options.record.phase = 'established';
    const behaviour = BEHAVIOURS[this.options.code];
    this.#stop.push(behaviour.start(this.line, this.options.settings));
    this.#stop.push(
      watchCall({
        received: () => this.options.record.packets.received,
        isConnected: () => this.#session?.connection.connectionState === 'connected',
        hangUp: () => this.#session?.terminate(),
      }),
    );
  }

  #rewrite(event: { originator: unknown; type: string; sdp: string }): void {
    const isRemote = event.originator === 'remote';
    if (this.options.code === 'no-ice') {
      event.sdp = isRemote ? withoutCandidates(event.sdp) : withDeadCandidate(event.sdp);
    }
    if (!isRemote) return;
    const ufrag = /a=ice-ufrag:(\S+)/.exec(event.sdp)?.[1];
    const isRestart = this.#iceUfrag !== undefined && ufrag !== undefined && ufrag !== this.#iceUfrag;
    this.#iceUfrag = ufrag ?? this.#iceUfrag;
    if (isRestart) BEHAVIOURS[this.options.code].iceRestarted?.(this.line, this.options.settings);
  }

  #over(wasEstablished: boolean): void {
    const stops = this.#stop;
    this.#stop = [];
    for (const stop of stops) stop();
    this.options.onOver(wasEstablished);
  }
}
