import type { SoundReport } from '../../src/sip/telling/sound-report.ts';
import type { KeepAliveTimes } from '../../src/sip/transport/keep-alive-times.ts';
import type { Tone, ToneManner } from '../../src/sip/dtmf.ts';
import type { Party } from '../../src/sip/party.ts';
import type { Dialog, TransferTarget } from '../../src/sip/transfer.ts';
import type {
  CallOptions,
  PathChoice,
  SessionMedia,
  Session,
  SessionEvent,
  UserAgent,
  UserAgentEvent,
} from '../../src/sip/user-agent.ts';

/** A session that records its commands and says what it is told to say. */
export class FakeSession implements Session {
  readonly commands: string[] = [];
  agreesToHold = true;
  dialog: Dialog | undefined;
  descriptions: { ours: string; theirs: string } | undefined;
  sipCallId: string | undefined;
  /** What the phone gave it; undefined before it called or answered. */
  media: SessionMedia | undefined;
  /** Whether a call that is answered is a call at once. */
  answersItself = true;
  readonly #emit: (event: UserAgentEvent) => void;

  constructor(
    readonly id: string,
    emit: (event: UserAgentEvent) => void,
  ) {
    this.#emit = emit;
  }

  says(change: SessionEvent): void {
    this.#emit({ kind: 'sessionChanged', sessionId: this.id, change });
  }

  answer(media: SessionMedia): void {
    this.media = media;
    this.commands.push(`answer with ${String(media.iceServers.length)} servers`);
    this.says({ kind: 'peerConnectionCreated', peerConnection: {} });
    if (this.answersItself) this.says({ kind: 'established' });
  }

  reject(reason: 'busy' | 'declined'): void {
    this.commands.push(`reject ${reason}`);
    this.#over();
  }

  terminate(): void {
    this.commands.push('terminate');
    this.#over();
  }

  setHold(held: boolean): Promise<boolean> {
    this.commands.push(held ? 'hold' : 'unhold');
    return Promise.resolve(this.agreesToHold);
  }

  /** Whom `refer` named for the eye, in order. */
  readonly referredTo: (Party | undefined)[] = [];

  refer(target: TransferTarget): void {
    this.referredTo.push(target.to);
    this.commands.push('uri' in target ? `refer to ${target.uri}` : `refer to ${target.replaces.callId}`);
  }

  answerRefer(referralId: string, accept: boolean): void {
    this.commands.push(`${accept ? 'accept' : 'decline'} ${referralId}`);
  }

  /** Whether tones go out as soon as they are sent; else when `tonesGoOut` is called. */
  sendsTonesAtOnce = true;
  #tones: Tone[] = [];

  sendTones(tones: readonly Tone[], { method, toneMs, gapMs }: ToneManner): void {
    this.commands.push(`${tones.join('')} by ${method}, ${String(toneMs)}/${String(gapMs)} ms`);
    this.#tones.push(...tones);
    if (this.sendsTonesAtOnce) this.tonesGoOut(this.#tones.length);
  }

  /** So many of the tones that wait begin now. */
  tonesGoOut(count: number): void {
    for (const tone of this.#tones.splice(0, count)) this.says({ kind: 'toneSent', tone });
  }

  dropTones(): number {
    const { length } = this.#tones;
    this.#tones = [];
    this.commands.push(`drop ${String(length)} tones`);
    return length;
  }

  offerAgain(): void {
    this.commands.push('offer again');
  }

  restartIce(choice: PathChoice): void {
    this.commands.push(`restart ICE with ${choice}`);
  }

  choosePath(choice: PathChoice): void {
    this.commands.push(`path: ${choice}`);
  }

  renewConnection(choice: PathChoice): void {
    this.commands.push(`renew the connection with ${choice}`);
  }

  doubt(): void {
    this.commands.push('doubt the server');
  }

  giveUp(): void {
    this.commands.push('give up');
    this.says({
      kind: 'terminated',
      end: { by: 'system', cause: 'connectionLost', statusCode: undefined, reasonPhrase: undefined },
    });
  }

  /** What it was told to tell, in order. */
  readonly reports: SoundReport[] = [];

  tell(report: SoundReport): void {
    this.reports.push(report);
  }

  #over(): void {
    this.says({
      kind: 'terminated',
      end: { by: 'local', cause: undefined, statusCode: undefined, reasonPhrase: undefined },
    });
  }
}

let lastSession = 0;

/** A user agent on no network. */
export class FakeUserAgent implements UserAgent {
  readonly sessions: FakeSession[] = [];
  readonly targets: string[] = [];
  readonly media: SessionMedia[] = [];
  readonly options: CallOptions[] = [];
  readonly commands: string[] = [];
  keepAlive: KeepAliveTimes | undefined;
  state: 'new' | 'started' | 'stopped' = 'new';
  throws = false;
  /** Of the sessions made from now on. */
  sipCallId: string | undefined;

  constructor(readonly says: (event: UserAgentEvent) => void) {}

  start(): void {
    this.state = 'started';
    this.says({ kind: 'connected', server: 'wss://pbx.example.org/' });
    this.says({ kind: 'registered', expiresAtMs: 1_600_000 });
  }

  probe(awake: boolean): void {
    this.commands.push(awake ? 'probe after sleep' : 'probe');
  }

  retry(): void {
    this.commands.push('retry');
  }

  setKeepAlive(times: KeepAliveTimes): void {
    this.keepAlive = times;
  }

  stop(): Promise<void> {
    this.state = 'stopped';
    return Promise.resolve();
  }

  call(target: string, media: SessionMedia, options: CallOptions = {}): Session {
    if (this.throws) throw new Error('no');
    this.targets.push(target);
    this.options.push(options);
    this.media.push(media);
    const session = this.#newSession();
    session.media = media;
    queueMicrotask(() => {
      session.says({ kind: 'peerConnectionCreated', peerConnection: {} });
    });
    return session;
  }

  ring(user = '1002', displayName = '', replacesId?: string, isAgreed = true): FakeSession {
    const session = this.#newSession();
    this.says({
      kind: 'incomingCall',
      session,
      replaces: replacesId === undefined ? undefined : { sessionId: replacesId, isAgreed },
      remote: { uri: `sip:${user}@example.org`, user, displayName },
    });
    return session;
  }

  #newSession(): FakeSession {
    const session = new FakeSession(`session-${String(++lastSession)}`, this.says);
    session.sipCallId = this.sipCallId;
    this.sessions.push(session);
    return session;
  }
}
