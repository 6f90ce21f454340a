// The line: one call at a time, from the first key to the entry in the history.
import type { MicrophoneProblem, SoundHealth } from '../media/media-session.ts';
import { codeDescription } from '../media/sound-coding.ts';
import { isLive, newCall, type Call, type CallEnd, type CallEvent, type Party } from '../sip/call-state.ts';
import { mayCall } from '../sip/registration-state.ts';
import type { DialTarget } from '../sip/dial/dial-reading.ts';
import type { FailureCause } from '../sip/failure-cause.ts';
import type {
  CallMedia as SipCallMedia,
  Replacement,
  Session,
  SessionEvent,
  UserAgent,
} from '../sip/user-agent.ts';
import { CallDevices } from './call-devices.ts';
import { CallDiary, type DiaryContext } from './call-diary.ts';
import { lineKeys } from './calls/line-keys.ts';
import { CallMedia } from './call-media.ts';
import { CallSounds } from './call-sounds.ts';
import { Dialled } from './dialled.ts';
import { IceServers } from './ice-servers.ts';
import { microphoneCause } from './microphone-causes.ts';
import { MissedCalls } from './missed-calls.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { Notice, PhoneState } from './phone-state.ts';
import type { PhonePorts } from './ports.ts';
import type { Store } from './store.ts';
import { Takeover } from './takeover.ts';
import { toldIfSlow } from './told-if-slow.ts';

/** What the line needs to know of the rest of the phone. */
export interface LineContext extends DiaryContext {
  userAgent(): UserAgent | undefined;
}

export class Line {
  readonly media: CallMedia;
  readonly devices: CallDevices;
  readonly missed: MissedCalls;
  readonly takeover: Takeover;
  readonly servers: IceServers;
  readonly diary: CallDiary;
  readonly dialled: Dialled;
  readonly keys: ReturnType<typeof lineKeys>;
  readonly #ports: PhonePorts;
  readonly #store: Store<PhoneState, PhoneEvent>;
  readonly #context: LineContext;
  readonly sounds: CallSounds;
  #session: Session | undefined;
  #steadySinceMs: number | undefined;
  /** On which network the call's servers were asked. */
  #networkOfCall = 0;
  /** Addresses were found that the far side does not know of yet. */
  #owesCandidates = false;

  constructor(ports: PhonePorts, store: Store<PhoneState, PhoneEvent>, context: LineContext) {
    this.#ports = ports;
    this.#store = store;
    this.#context = context;
    this.sounds = new CallSounds(ports.sounds, ports.clock, () => store.state.settings);
    this.servers = new IceServers(
      ports,
      () => context.profile(),
      (servers) => store.dispatch({ kind: 'deadServersChanged', servers }),
    );
    this.media = new CallMedia(
      ports,
      () => ({ call: store.state.call, steadySinceMs: this.#steadySinceMs }),
      {
        playbackBlocked: () => store.dispatch({ kind: 'soundChanged', allowed: false }),
        microphoneEnded: () => this.devices.microphoneEnded(),
        speakerRefused: () => this.#notice('speakerRefused'),
        soundHeard: () => {
          this.sounds.stop();
          this.#change({ kind: 'earlyMediaStarted' });
        },
        healthChanged: (health) => this.#healthChanged(health),
        gathered: (report) => this.servers.learn(report, this.#networkOfCall),
        lateCandidates: () => {
          this.#owesCandidates = true;
          this.#payCandidates();
        },
      },
    );
    this.devices = new CallDevices(ports, store, this.media);
    this.diary = new CallDiary(ports, store, context, () => this.media.receipts);
    this.missed = new MissedCalls(ports, store, context);
    this.dialled = new Dialled(store, context);
    this.keys = lineKeys(ports.clock, store, () => this.#session, this.sounds);
    this.takeover = new Takeover(store, (session, remote) => this.#takeOver(session, remote));
  }

  get live(): boolean {
    return isLive(this.#store.state.call);
  }

  async dial(called: string | DialTarget): Promise<void> {
    const outgoing = await this.dialled.outgoing(called);
    if (outgoing === undefined) return;
    if (this.live) {
      this.#notice('lineBusy');
      return;
    }
    const id = this.#begin('outgoing', outgoing);
    const userAgent = mayCall(this.#store.state.registration) ? this.#context.userAgent() : undefined;
    if (userAgent === undefined) {
      this.#endLocally('notConnected');
      return;
    }
    const [problem] = await Promise.all([this.#openMicrophone(id), this.servers.prepare()]);
    if (!this.#isCurrent(id)) return;
    if (problem === undefined) this.#invite(userAgent, outgoing.remote.uri);
    else this.#endLocally(microphoneCause(problem));
  }

  /**
   * An incoming session: takes the place of the call that it names (RFC 3891), or asks the person whether it may; rings where the
   * line is free, is refused as busy where it is not.
   */
  incoming(session: Session, remote: Party, replaces?: Replacement): void {
    if (replaces !== undefined && replaces.sessionId === this.#session?.id) {
      this.takeover.incoming(session, remote, replaces);
      return;
    }
    if (this.live) {
      session.reject('busy');
      this.missed.whileBusy(remote);
      // Not over a ring: one sound at a time says what to do.
      if (this.#store.state.call?.phase === 'established') this.sounds.callWaiting();
      return;
    }
    this.#begin('incoming', { remote });
    this.#session = session;
    this.diary.rings();
    void this.servers.prepare();
    if (!this.sounds.ring()) this.#store.dispatch({ kind: 'soundChanged', allowed: false });
  }

  async answer(): Promise<void> {
    const { call } = this.#store.state;
    if (call?.phase !== 'ringing' || call.direction !== 'incoming' || call.answering) return;
    this.#change({ kind: 'answering' });
    this.sounds.stop();
    const [problem] = await Promise.all([this.#openMicrophone(call.id), this.servers.prepare()]);
    if (!this.#isCurrent(call.id)) return;
    const microphone = this.media.microphone;
    if (problem === undefined && microphone !== undefined) {
      this.#context.userAgent()?.probe(false);
      this.#session?.answer(this.#forCall(microphone));
    } else {
      this.#change({ kind: 'answerFailed' });
      if (problem !== undefined) this.#notice(microphoneCause(problem));
    }
  }

  decline(): void {
    const { call } = this.#store.state;
    if (call?.phase === 'ringing' && call.direction === 'incoming') this.#session?.reject('declined');
  }

  hangUp(): void {
    if (!this.live) return;
    if (this.#session === undefined) this.#endLocally(undefined);
    else this.#session.terminate();
    this.#context.userAgent()?.probe(false);
  }

  setMuted(muted: boolean): void {
    if (this.#store.state.call?.phase !== 'established') return;
    this.#session?.setMuted(muted);
    this.#change({ kind: 'muteChanged', muted });
  }

  async setHold(held: boolean): Promise<void> {
    const { call } = this.#store.state;
    if (call?.phase !== 'established' || call.holdPending || this.#session === undefined) return;
    this.#change({ kind: 'holdAsked' });
    if (held) this.keys.interrupt();
    const agreed = await this.#session.setHold(held);
    if (!this.#isCurrent(call.id)) return;
    this.#changeFlow(agreed ? { kind: 'holdChanged', held } : { kind: 'holdRefused' });
    if (!agreed) this.#notice('holdRefused');
  }

  /** Looks for another path for the sound. */
  restartSound(): void {
    this.#session?.restartIce(this.#context.profile()?.iceTransportPolicy ?? 'all');
  }

  /** Takes what a session says; sessions that are not on the line (refused as busy) are not heard. */
  sessionChanged(sessionId: string, change: SessionEvent): void {
    if (change.kind === 'terminated') this.takeover.ended(sessionId);
    if (sessionId !== this.#session?.id) return;
    this.#heard(change);
    this.keys.heard(change);
  }

  #heard(change: SessionEvent): void {
    switch (change.kind) {
      case 'peerConnectionCreated':
        this.#openMedia(change.peerConnection);
        return;
      case 'renewal':
        this.media.renew(change);
        return;
      case 'ringing':
        this.#change(change);
        this.sounds.ringback(this.#store.state.call);
        return;
      case 'established':
        this.sounds.stop();
        this.#changeFlow({ kind: 'established', atMs: this.#ports.clock.steady() });
        this.diary.answered();
        this.#payCandidates();
        return;
      case 'remoteHoldChanged':
      case 'remoteListensChanged':
        this.#changeFlow(change);
        return;
      case 'terminated':
        this.#ended({ ...change.end, atMs: this.#ports.clock.steady() });
        return;
      default:
        this.#change(change);
    }
  }

  /** On hold silence is right, and says nothing about the network. */
  #healthChanged(health: SoundHealth): void {
    const { call } = this.#store.state;
    if (call?.phase !== 'established') return;
    const isQuiet = call.hold !== 'none' || call.holdPending || call.onlyListens;
    this.#session?.noteMedia(isQuiet && health === 'stalled' ? 'flowing' : health);
  }

  #openMedia(peerConnection: object): void {
    this.#networkOfCall = this.servers.generation;
    const { settings } = this.#store.state;
    const { relayMs } = this.servers;
    this.media.open(peerConnection, { relayMs, speakerId: this.devices.speakerId, coding: settings });
  }

  /** What a session needs of this side: sound, servers, and how the sound is coded. */
  #forCall(microphone: object): SipCallMedia {
    const describe: SipCallMedia['describe'] = (sdp, side) =>
      codeDescription(sdp, this.#store.state.settings, side);
    return { ...this.servers.forCall(microphone), describe };
  }

  #takeOver(session: Session, remote: Party): void {
    const { microphone } = this.media;
    if (microphone === undefined || !this.live) {
      session.reject('declined');
      return;
    }
    this.keys.interrupt();
    this.#session = session;
    this.#steadySinceMs = this.#ports.clock.steady();
    this.#change({ kind: 'replaced', remote });
    session.answer(this.#forCall(microphone));
  }

  #payCandidates(): void {
    if (!this.#owesCandidates || this.#store.state.call?.phase !== 'established') return;
    this.#owesCandidates = false;
    this.#session?.offerAgain();
  }

  #begin(direction: Call['direction'], other: Pick<Call, 'remote' | 'keys'>): string {
    this.sounds.stop();
    this.#session = undefined;
    this.#steadySinceMs = undefined;
    this.#owesCandidates = false;
    const id = this.#ports.newId();
    const call = newCall({ id, direction, ...other, startedAtMs: this.#ports.clock.now() });
    this.#store.dispatch({ kind: 'callStarted', call });
    return id;
  }

  /** Read anew each time: while the phone waited, the call may have ended or another begun. */
  #isCurrent(id: string): boolean {
    const { call } = this.#store.state;
    return call?.id === id && isLive(call);
  }

  #openMicrophone(id: string): Promise<MicrophoneProblem | undefined> {
    const { settings } = this.#store.state;
    const isWanted = (): boolean => this.#isCurrent(id);
    const opening = this.media.openMicrophone(settings.microphoneId, settings, isWanted);
    return toldIfSlow(this.#ports.clock, opening, (awaited) => {
      if (isWanted()) this.#change({ kind: 'microphoneAwaited', awaited });
    });
  }

  #invite(userAgent: UserAgent, uri: string): void {
    const { microphone } = this.media;
    if (microphone === undefined) return;
    try {
      this.#session = userAgent.call(uri, this.#forCall(microphone));
    } catch (problem) {
      this.#ports.log.problem('the call could not be made', problem);
      this.#endLocally('internal');
    }
  }

  /** What should flow is another from now on. */
  #changeFlow(event: CallEvent): void {
    this.#steadySinceMs = this.#ports.clock.steady();
    this.#change(event);
  }

  #change(event: CallEvent): void {
    const before = this.#store.state.call;
    if (before === undefined) return;
    this.#store.dispatch({ kind: 'callChanged', id: before.id, event });
    if (this.#store.state.call !== before) return;
    this.#ports.log.add('debug', `${event.kind} changes nothing while ${before.phase}`);
  }

  readonly #notice = (notice: Notice): void => this.#store.dispatch({ kind: 'noticed', notice });

  #endLocally(cause: FailureCause | undefined): void {
    const atMs = this.#ports.clock.steady();
    this.#ended({ by: 'local', cause, statusCode: undefined, reasonPhrase: undefined, atMs });
  }

  #ended(end: CallEnd): void {
    if (!this.live) return;
    this.takeover.decline();
    this.keys.ended();
    this.#change({ kind: 'terminated', end });
    const { call } = this.#store.state;
    const { receipts } = this.media;
    this.#session = undefined;
    this.media.close();
    if (call?.phase !== 'terminated') return;
    this.sounds.ended(call.direction, end);
    this.diary.ended(call, receipts);
    // Nothing to read on an incoming call that nobody took: the history tells of it. What this phone could not take is told.
    const isPlain = end.by !== 'system' || end.cause === 'noAnswer';
    if (call.direction === 'incoming' && call.answeredAtMs === undefined && isPlain)
      this.#store.dispatch({ kind: 'callDismissed' });
  }
}
