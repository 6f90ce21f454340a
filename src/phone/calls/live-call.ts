// One call, from the first key to the entry in the history: its session, its sound, what the person wants of it. Knows no other call.
// The sound comes first: the microphone is asked for and the INVITE or the answer made before a screen is drawn.
import { newCall, type Call, type CallEnd, type CallEvent, type Party } from '../../sip/call-state.ts';
import type { FailureCause } from '../../sip/failure-cause.ts';
import type { CallOptions, Session, SessionEvent, UserAgent } from '../../sip/user-agent.ts';
import type { Verdict } from '../../diagnosis/verdict.ts';
import { accountOf, callObstacle } from '../accounts/account-selectors.ts';
import { microphoneCause } from '../devices/microphone-causes.ts';
import type { Log } from '../log.ts';
import type { Notice } from '../phone-state.ts';
import { toneMannerOf } from '../settings.ts';
import { nameOf, type CallAccount, type CallContext } from './call-context.ts';
import { CallDiary } from './call-diary.ts';
import { CallIntent } from './call-intent.ts';
import { CallKeys } from './call-keys.ts';
import type { CallMedia } from './call-media.ts';
import { CallSound } from './call-sound.ts';
import { callOf, isIncoming } from './calls-state.ts';
import type { Outgoing } from './read-dialled.ts';
import { SoundCare } from './sound-care.ts';
import { Takeover } from './takeover.ts';

/** So long the sound has the first word, in milliseconds; then the screen is drawn whatever it waits for. */
const SHOWN_AFTER_MS = 60;

/** A session as it was when another took its place. */
interface Former {
  readonly session: Session;
  readonly remote: Party;
  readonly connection: object | undefined;
  readonly holdsUs: boolean;
}

export class LiveCall {
  readonly id: string;
  readonly account: CallAccount;
  readonly diary: CallDiary;
  readonly intent: CallIntent;
  readonly takeover: Takeover;
  readonly keys: CallKeys;
  readonly #context: CallContext;
  readonly #log: Log;
  readonly #begin: Call;
  /** What to call. */
  readonly #target: string;
  readonly #sound: CallSound;
  readonly #care: SoundCare;
  #session: Session | undefined;
  #isShown = false;
  #isAnswering = false;
  #isOver = false;
  /** Another session took the place of the first. */
  #wasReplaced = false;
  /** The session whose place was taken, until it is over: the call goes on with it where nothing comes of the other (RFC 3891 3). */
  #former: Former | undefined;

  /** An outgoing call where no session is given. */
  constructor(context: CallContext, account: CallAccount, { target, ...other }: Outgoing, session?: Session) {
    const { ports } = context;
    this.#context = context;
    this.#target = target ?? other.remote.uri;
    this.account = account;
    this.id = ports.newId();
    this.#log = ports.log.about({ accountId: account.id, callId: this.id });
    this.#session = session;
    const direction = session === undefined ? 'outgoing' : 'incoming';
    const base = { id: this.id, accountId: account.id, direction, ...other } as const;
    this.#begin = newCall({ ...base, startedAtMs: ports.clock.now() });
    const changed = this.#change.bind(this);
    const noticed = this.#notice.bind(this);
    const of = { call: () => this.call, session: () => this.#session };
    this.#sound = new CallSound(context, account, { ...of, changed, noticed });
    this.intent = new CallIntent({
      ...of,
      changed,
      silence: (isSilent) => {
        this.media.setSilent(isSilent);
      },
      refused: () => {
        this.#notice('holdRefused');
      },
    });
    const isCaller = direction === 'outgoing';
    this.#care = new SoundCare(context, account, { ...of, id: this.id, isCaller, media: this.media });
    const receipts = () => this.#care.receipts;
    this.diary = new CallDiary(context, of.call, receipts, () => nameOf(account));
    this.takeover = new Takeover({
      asking: (takeover) => this.#change({ kind: 'takeoverChanged', takeover }),
      take: this.#takeOver.bind(this),
    });
    this.keys = new CallKeys(ports.clock, {
      ...of,
      manner: () => toneMannerOf(context.store.state.settings),
      sound: context.sounds.key.bind(context.sounds),
      left: (keys) => this.#change({ kind: 'keysChanged', keys }),
    });
  }

  /** As the screens see it; undefined before it is shown and after it was put away. */
  get call(): Call | undefined {
    return callOf(this.#context.store.state, this.id);
  }

  get media(): CallMedia {
    return this.#sound.media;
  }

  /** The session that carries it now; undefined before there is one and after the end. */
  get session(): Session | undefined {
    return this.#session;
  }

  get isEstablished(): boolean {
    return this.call?.phase === 'established';
  }

  /** It rings here, and nobody has answered it. */
  get isWaiting(): boolean {
    return isIncoming(this.call) && !this.#isAnswering;
  }

  /** Not over yet. */
  isLive(): boolean {
    return !this.#isOver;
  }

  /** Whether it is this session that carries the call. */
  owns(sessionId: string): boolean {
    return this.#session?.id === sessionId;
  }

  /** Calls the other end. `options`: what the call is made for, where it is more than a call. */
  async dial(options: CallOptions = {}): Promise<void> {
    const { ports, store } = this.#context;
    const { userAgent } = this.account;
    const obstacle = callObstacle(accountOf(store.state, this.account.id));
    if (obstacle !== undefined || userAgent === undefined) {
      this.#endLocally(obstacle ?? 'notConnected');
      return;
    }
    const stop = ports.clock.after(SHOWN_AFTER_MS, () => this.#show());
    this.#sound.begins();
    const problem = await this.#sound.prepare(this.isLive.bind(this));
    stop();
    if (!this.isLive()) return;
    if (problem === undefined) this.#invite(userAgent, options);
    else this.#endLocally(microphoneCause(problem));
    this.#show();
    this.#sound.rests();
  }

  /** It rings here. */
  ring(): void {
    this.#show();
    this.diary.rings();
    void this.account.servers?.prepare();
  }

  /** Answers it; does nothing where that is under way. */
  async answer(): Promise<void> {
    if (this.#begin.direction !== 'incoming' || this.#isAnswering || !this.isLive()) return;
    this.#isAnswering = true;
    const say = (): void => this.#change({ kind: 'answering' });
    const stop = this.#context.ports.clock.after(SHOWN_AFTER_MS, say);
    this.#sound.begins();
    const problem = await this.#sound.prepare(this.isLive.bind(this));
    stop();
    if (!this.isLive()) return;
    const media = this.#sound.forSession();
    if (problem === undefined && media !== undefined) {
      this.account.userAgent?.probe(false);
      this.#session?.answer(media);
      say();
      return;
    }
    this.#isAnswering = false;
    this.#sound.rests();
    this.#change({ kind: 'answerFailed' });
    if (problem !== undefined) this.#notice(microphoneCause(problem));
  }

  /** Refuses an incoming call that nobody answered. */
  decline(): void {
    if (this.call?.phase === 'ringing' && this.#begin.direction === 'incoming')
      this.#session?.reject('declined');
  }

  hangUp(): void {
    if (this.#isOver) return;
    const former = this.#former;
    this.#former = undefined;
    former?.session.terminate();
    if (this.#session === undefined) this.#endLocally(undefined);
    else this.#session.terminate();
    this.account.userAgent?.probe(false);
  }

  setMuted(muted: boolean): void {
    if (this.isEstablished) this.intent.setMuted(muted);
  }

  async setHold(held: boolean): Promise<void> {
    if (!this.isEstablished) return;
    if (held) this.keys.interrupt();
    await this.intent.setHold(held);
  }

  /** The person asks for the sound to be looked for. */
  repairSound(): void {
    this.#care.repair();
  }

  /** What the phone says of the sound now. */
  judged(verdict: Verdict): void {
    if (!this.#isOver) this.#care.judged(verdict);
  }

  /** Takes what a session says that is the call's own, or asks for its place. */
  sessionChanged(sessionId: string, change: SessionEvent): void {
    if (change.kind === 'terminated') {
      this.takeover.ended(sessionId);
      if (sessionId === this.#former?.session.id) this.#former = undefined;
    }
    if (!this.owns(sessionId) || this.#isOver) return;
    switch (change.kind) {
      case 'peerConnectionCreated':
        this.#sound.open(change.peerConnection);
        return;
      case 'renewal':
        this.media.renew(change);
        return;
      case 'theyTold':
      case 'theyAnswered':
      case 'tellingChanged':
        this.#care.heard(change);
        return;
      case 'serverLost':
      case 'serverBack':
        this.#change(change);
        this.#care.heard(change);
        return;
      case 'established':
        this.#established();
        break;
      case 'terminated':
        if (this.#former !== undefined) this.#goBack(this.#former);
        else this.#ended({ ...change.end, atMs: this.#context.ports.clock.steady() });
        return;
      default:
        this.#change(change);
    }
    this.keys.heard(change);
  }

  #established(): void {
    this.#sound.begins();
    this.#change({ kind: 'established', atMs: this.#context.ports.clock.steady() });
    this.intent.established();
    this.diary.answered();
    this.#sound.payCandidates();
    if (this.#wasReplaced) void this.intent.tellAgain();
  }

  #takeOver(session: Session, remote: Party): void {
    const media = this.#sound.forSession();
    const { call } = this;
    if (media === undefined || this.#session === undefined || call?.phase !== 'established') {
      session.reject('declined');
      return;
    }
    // One after the other: it must be sure first who the other end is.
    if (this.#former !== undefined) {
      session.reject('busy');
      return;
    }
    this.keys.interrupt();
    const { connection } = this.media;
    const holdsUs = call.hold === 'remote' || call.hold === 'both';
    this.#former = { session: this.#session, remote: call.remote, connection, holdsUs };
    this.#session = session;
    this.#wasReplaced = true;
    this.#change({ kind: 'replaced', remote });
    session.answer(media);
  }

  /** Nothing came of the session that took the place of this one. */
  #goBack({ session, remote, connection, holdsUs }: Former): void {
    this.#former = undefined;
    this.#session = session;
    this.#change({ kind: 'replaced', remote });
    this.#change({ kind: 'remoteHoldChanged', held: holdsUs });
    if (connection !== undefined) this.#sound.open(connection);
    void this.intent.askAgain();
  }

  #invite(userAgent: UserAgent, options: CallOptions): void {
    const media = this.#sound.forSession();
    if (media === undefined) return;
    try {
      this.#session = userAgent.call(this.#target, media, options);
    } catch (problem) {
      this.#log.problem('the call could not be made', problem);
      this.#endLocally('internal');
    }
  }

  #show(): void {
    if (this.#isShown) return;
    this.#isShown = true;
    this.#context.store.dispatch({ kind: 'callStarted', call: this.#begin });
  }

  #change(event: CallEvent): void {
    this.#show();
    this.#sound.follow(event.kind);
    const { store } = this.#context;
    const before = this.call;
    store.dispatch({ kind: 'callChanged', id: this.id, event });
    if (this.call !== before) return;
    this.#log.add('debug', `${event.kind} changes nothing while ${before?.phase ?? 'put away'}`);
  }

  #notice(notice: Notice): void {
    this.#context.store.dispatch({ kind: 'noticed', notice });
  }

  #endLocally(cause: FailureCause | undefined): void {
    const atMs = this.#context.ports.clock.steady();
    this.#ended({ by: 'local', cause, statusCode: undefined, reasonPhrase: undefined, atMs });
  }

  #ended(end: CallEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.takeover.decline();
    this.keys.ended();
    this.#change({ kind: 'terminated', end });
    const { call } = this;
    const { receipts } = this.#care;
    this.#care.end();
    this.#session = undefined;
    this.media.close();
    this.#sound.rests();
    if (call?.phase !== 'terminated') return;
    this.#context.sounds.ended(call.direction, end);
    this.diary.ended(call, receipts);
    // Nothing to read on an incoming call that nobody took: the history tells of it. What this phone could not take is told.
    const isPlain = end.by !== 'system' || end.cause === 'noAnswer';
    if (call.direction === 'incoming' && call.answeredAtMs === undefined && isPlain)
      this.#context.store.dispatch({ kind: 'callDismissed', id: this.id });
  }
}
