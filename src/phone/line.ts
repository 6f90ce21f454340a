// The line: one call at a time, from the first key to the entry in the history.
import type { IceServer } from '../media/ice-server.ts';
import type { MicrophoneProblem } from '../media/media-session.ts';
import type { Profile } from '../provisioning/profile.ts';
import { isLive, newCall, type Call, type CallEnd, type CallEvent, type Party } from '../sip/call-state.ts';
import { parseDialString } from '../sip/dial-string.ts';
import { toneFrequencies, type Tone } from '../sip/dtmf.ts';
import type { FailureCause } from '../sip/failure-cause.ts';
import { parseSipUri } from '../sip/sip-uri.ts';
import type { Session, SessionEvent, UserAgent } from '../sip/user-agent.ts';
import { CallMedia } from './call-media.ts';
import { historyEntry, type HistoryEntry } from './history.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState } from './phone-state.ts';
import type { PhonePorts } from './ports.ts';
import type { Store } from './store.ts';

const MICROPHONE_CAUSES: Readonly<Record<MicrophoneProblem, FailureCause & PhoneState['notice']>> = {
  refused: 'microphoneRefused',
  missing: 'microphoneMissing',
  busy: 'microphoneBusy',
  insecurePage: 'insecurePage',
};

/** How long the busy tone sounds, in milliseconds. */
const BUSY_TONE_MS = 3000;

/** What the line needs to know of the rest of the phone. */
export interface LineContext {
  /** The sign-in with its secrets; screens see less. */
  profile(): Profile | undefined;
  userAgent(): UserAgent | undefined;
  keepHistory(entry: HistoryEntry): void;
}

export class Line {
  readonly media: CallMedia;
  readonly #ports: PhonePorts;
  readonly #store: Store<PhoneState, PhoneEvent>;
  readonly #context: LineContext;
  #session: Session | undefined;
  #steadySinceMs: number | undefined;
  #stopTone: (() => void) | undefined;

  constructor(ports: PhonePorts, store: Store<PhoneState, PhoneEvent>, context: LineContext) {
    this.#ports = ports;
    this.#store = store;
    this.#context = context;
    this.media = new CallMedia(ports, () => this.#facts(), {
      playbackBlocked: () => {
        store.dispatch({ kind: 'soundChanged', allowed: false });
      },
      microphoneEnded: () => void this.useMicrophone(''),
    });
  }

  get live(): boolean {
    return isLive(this.#store.state.call);
  }

  async dial(text: string): Promise<void> {
    const { signedIn } = this.#store.state;
    if (signedIn === undefined) return;
    const target = parseDialString(text, signedIn.account.domain);
    if (target.kind === 'empty') return;
    if (target.kind === 'invalid' || this.live) {
      this.#store.dispatch({ kind: 'noticed', notice: target.kind === 'invalid' ? 'badTarget' : 'lineBusy' });
      return;
    }
    const id = this.#begin('outgoing', {
      uri: target.uri,
      user: parseSipUri(target.uri)?.user ?? target.label,
      displayName: '',
    });
    const userAgent = this.#context.userAgent();
    if (userAgent === undefined || !this.#canCall()) {
      this.#endLocally(id, 'notConnected');
      return;
    }
    const problem = await this.#openMicrophone(id);
    if (problem !== undefined) this.#endLocally(id, MICROPHONE_CAUSES[problem]);
    else if (this.#isCurrent(id)) this.#invite(id, userAgent, target.uri);
  }

  /** An incoming session: rings where the line is free, is refused as busy where it is not. */
  incoming(session: Session, remote: Party): void {
    if (this.live) {
      session.reject('busy');
      this.#keepMissed(remote);
      return;
    }
    this.#begin('incoming', remote);
    this.#session = session;
    const { ringVolume, ringerId } = this.#store.state.settings;
    this.#ports.sounds.play('ring', ringVolume, ringerId);
    if (!this.#ports.sounds.allowed) this.#store.dispatch({ kind: 'soundChanged', allowed: false });
  }

  async answer(): Promise<void> {
    const { call } = this.#store.state;
    if (call?.phase !== 'ringing' || call.direction !== 'incoming' || call.answering) return;
    this.#change({ kind: 'answering' });
    this.#ports.sounds.stop();
    const problem = await this.#openMicrophone(call.id);
    if (problem !== undefined) {
      this.#change({ kind: 'answerFailed' });
      const notice = MICROPHONE_CAUSES[problem];
      if (notice !== undefined) this.#store.dispatch({ kind: 'noticed', notice });
      return;
    }
    const microphone = this.#microphone;
    if (microphone === undefined || !this.#isCurrent(call.id)) return;
    this.#session?.answer({ microphone, iceServers: this.#iceServers() });
  }

  decline(): void {
    const { call } = this.#store.state;
    if (call?.phase === 'ringing' && call.direction === 'incoming') this.#session?.reject('declined');
  }

  hangUp(): void {
    const { call } = this.#store.state;
    if (!isLive(call)) return;
    if (this.#session === undefined) this.#endLocally(call.id, undefined);
    else this.#session.terminate();
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
    const agreed = await this.#session.setHold(held);
    if (!this.#isCurrent(call.id)) return;
    this.#steadySinceMs = this.#ports.clock.now();
    this.#change(agreed ? { kind: 'holdChanged', side: 'local', held } : { kind: 'holdRefused' });
    if (!agreed) this.#store.dispatch({ kind: 'noticed', notice: 'holdRefused' });
  }

  sendTone(tone: Tone): void {
    const { settings } = this.#store.state;
    this.#session?.sendTone(tone, settings.dtmfMethod);
    this.#ports.sounds.playKey(toneFrequencies(tone), settings.toneVolume);
  }

  /** Feeds the live call from the microphone `deviceId`; says so where that is impossible. */
  async useMicrophone(deviceId: string): Promise<void> {
    if (!this.media.live) return;
    const result = await this.#ports.openMicrophone(deviceId);
    if (result.kind === 'opened') {
      await this.media.replaceMicrophone(result.microphone);
      return;
    }
    const notice = MICROPHONE_CAUSES[result.problem];
    if (notice !== undefined) this.#store.dispatch({ kind: 'noticed', notice });
  }

  /** Takes what a session says; sessions that are not on the line (refused as busy) are not heard. */
  sessionChanged(sessionId: string, change: SessionEvent): void {
    if (sessionId !== this.#session?.id) return;
    switch (change.kind) {
      case 'peerConnectionCreated': {
        const { speakerId } = this.#store.state.settings;
        this.media.open(change.peerConnection, this.#iceServers(), speakerId);
        return;
      }
      case 'ringing':
        this.#change({ kind: 'ringing' });
        this.#ringback();
        return;
      case 'earlyMediaStarted':
        this.#ports.sounds.stop();
        this.#change({ kind: 'earlyMediaStarted' });
        return;
      case 'established':
        this.#ports.sounds.stop();
        this.#steadySinceMs = this.#ports.clock.now();
        this.#change({ kind: 'established', atMs: this.#steadySinceMs });
        return;
      case 'remoteHoldChanged':
        this.#steadySinceMs = this.#ports.clock.now();
        this.#change({ kind: 'holdChanged', side: 'remote', held: change.held });
        return;
      case 'terminated':
        this.#ended({ ...change.end, atMs: this.#ports.clock.now() });
        return;
      case 'proceeding':
        this.#change({ kind: 'proceeding' });
    }
  }

  #microphone: object | undefined;

  #facts(): { hold: 'none' | 'local' | 'remote' | 'both'; steadySinceMs: number | undefined } {
    const { call } = this.#store.state;
    const established = call?.phase === 'established';
    return { hold: established ? call.hold : 'none', steadySinceMs: this.#steadySinceMs };
  }

  #iceServers(): readonly IceServer[] {
    return this.#context.profile()?.iceServers ?? [];
  }

  #canCall(): boolean {
    const { phase } = this.#store.state.registration;
    return phase === 'registered' || phase === 'registering';
  }

  #begin(direction: Call['direction'], remote: Party): string {
    this.#stopTone?.();
    const id = this.#ports.newId();
    this.#session = undefined;
    this.#steadySinceMs = undefined;
    const call = newCall({ id, direction, remote, startedAtMs: this.#ports.clock.now() });
    this.#store.dispatch({ kind: 'callStarted', call });
    return id;
  }

  #isCurrent(id: string): boolean {
    const { call } = this.#store.state;
    return call?.id === id && call.phase !== 'terminated';
  }

  async #openMicrophone(id: string): Promise<MicrophoneProblem | undefined> {
    const result = await this.#ports.openMicrophone(this.#store.state.settings.microphoneId);
    if (result.kind === 'unavailable') return result.problem;
    if (!this.#isCurrent(id)) {
      result.microphone.stop();
      return undefined;
    }
    this.media.take(result.microphone);
    this.#microphone = result.microphone.stream;
    return undefined;
  }

  #invite(id: string, userAgent: UserAgent, uri: string): void {
    const microphone = this.#microphone;
    if (microphone === undefined) return;
    try {
      this.#session = userAgent.call(uri, { microphone, iceServers: this.#iceServers() });
    } catch (problem) {
      this.#ports.log.problem('the call could not be made', problem);
      this.#endLocally(id, 'internal');
    }
  }

  #change(event: CallEvent): void {
    const { call } = this.#store.state;
    if (call === undefined) return;
    this.#store.dispatch({ kind: 'callChanged', id: call.id, event });
    if (this.#store.state.call === call)
      this.#ports.log.add('debug', `${event.kind} changes nothing while ${call.phase}`);
  }

  #ringback(): void {
    const { call, settings } = this.#store.state;
    if (call?.phase !== 'ringing' || call.direction !== 'outgoing' || call.earlyMedia) return;
    this.#ports.sounds.play('ringback', settings.toneVolume, settings.speakerId);
  }

  #endLocally(id: string, cause: FailureCause | undefined): void {
    if (!this.#isCurrent(id)) return;
    this.#ended({
      by: 'local',
      cause,
      statusCode: undefined,
      reasonPhrase: undefined,
      atMs: this.#ports.clock.now(),
    });
  }

  #ended(end: CallEnd): void {
    const before = this.#store.state.call;
    this.#change({ kind: 'terminated', end });
    const { call } = this.#store.state;
    const { receipts } = this.media;
    this.#session = undefined;
    this.#microphone = undefined;
    this.media.close();
    this.#ports.sounds.stop();
    if (call?.phase !== 'terminated' || call === before) return;
    this.#endTone(call.direction, end);
    this.#context.keepHistory(historyEntry(call, receipts));
    // Nothing to read on a call that the person ended or declined before anyone spoke.
    if (call.direction === 'incoming' && call.answeredAtMs === undefined)
      this.#store.dispatch({ kind: 'callDismissed' });
  }

  #endTone(direction: Call['direction'], end: CallEnd): void {
    const { toneVolume, speakerId } = this.#store.state.settings;
    if (direction === 'outgoing' && end.cause === 'busy') {
      this.#ports.sounds.play('busy', toneVolume, speakerId);
      this.#stopTone = this.#ports.clock.after(BUSY_TONE_MS, () => {
        this.#ports.sounds.stop();
      });
    } else if (end.by === 'remote') this.#ports.sounds.play('callEnded', toneVolume, speakerId);
  }

  #keepMissed(remote: Party): void {
    const atMs = this.#ports.clock.now();
    const end: CallEnd = { by: 'system', cause: undefined, statusCode: 486, reasonPhrase: undefined, atMs };
    const base = { id: this.#ports.newId(), direction: 'incoming', remote, startedAtMs: atMs } as const;
    const call = { ...base, phase: 'terminated', answeredAtMs: undefined, end } as const;
    this.#context.keepHistory(historyEntry(call, { youToThem: 'unknown', themToYou: 'unknown' }));
  }
}
