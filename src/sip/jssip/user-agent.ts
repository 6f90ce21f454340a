// The SIP stack: JsSIP behind the UserAgent port, on a signalling layer of our own that survives lost connections.
// Loaded on first sign-in, never before the first paint.
import { UA } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import { addressOfRecord, type Account, type Credentials } from '../account.ts';
import type { FailureCause } from '../failure-cause.ts';
import { DEFAULT_KEEP_ALIVE, type KeepAliveTimes } from '../transport/keep-alive-times.ts';
import type {
  CallOptions,
  Session,
  SessionEvent,
  SessionMedia,
  UserAgent,
  UserAgentEvent,
} from '../user-agent.ts';
import { RECV_INFO } from '../telling/info-package.ts';
import { RepeatedReports } from '../trace/repeated-reports.ts';
import type { OwnContact } from '../wire/register-answer.ts';
import { assertedIdentity, namedParty } from '../wire/asserted-identity.ts';
import { callerOf, NOBODY, peerAgrees } from '../wire/party.ts';
import { takeOwnRequests } from './addressee.ts';
import { askBindings } from './ask-bindings.ts';
import type { StackMessage } from './calls/far-side.ts';
import { mediaOptions } from './calls/media-options.ts';
import type { Following } from './calls/received-refers.ts';
import { JsSipSession } from './calls/session.ts';
import { configurationOf, keepPassword } from './configuration.ts';
import { installReaders } from './readers.ts';
import { RefusedCalls } from './refused-calls.ts';
import { Registration } from './registration.ts';
import { firstRegistrator } from './registrator.ts';
import { SecondRegistration } from './second-registration.ts';
import { FlowMaker } from './transport/flow-maker.ts';
import { Signalling } from './transport/signalling.ts';

/** JsSIP waits 2 s for the answers to its last requests before it closes the socket. */
const STOP_DEADLINE_MS = 2500;
/** So many referrals can be followed at a time, each in a call of its own. */
const MOST_REFERRALS = 10;

/** JsSIP declares these words as an enum that does not exist at run time. */
function isIncoming(direction: string): boolean {
  return direction === 'incoming';
}

/** What the user agent runs on. */
export interface Device {
  /** UUID of this phone (RFC 5626 4.1). */
  readonly instanceId: string;
  /** What keeps this browser from any call, so that none rings; undefined where nothing does. */
  readonly hindrance: FailureCause | undefined;
}

class JsSipUserAgent implements UserAgent {
  readonly #ua: UA;
  readonly #signalling: Signalling;
  readonly #maker: FlowMaker;
  readonly #registration: Registration;
  /** Only where the account names another server for it. */
  readonly #second: SecondRegistration | undefined;
  readonly #sessions = new Set<JsSipSession>();
  readonly #emit: (event: UserAgentEvent) => void;
  readonly #domain: string;
  readonly #address: string;
  readonly #hindrance: FailureCause | undefined;
  readonly #refusals = new RefusedCalls((event) => {
    this.#emit(event);
  });
  readonly #reports = new RepeatedReports();
  /** The sessions that referrals came in, by the referral's id. */
  readonly #referred = new Map<string, JsSipSession>();
  #times = DEFAULT_KEEP_ALIVE;
  /** The session whose place an INVITE with Replaces takes, while the stack hands it over. */
  #replaced: JsSipSession | undefined;

  constructor(
    account: Account,
    credentials: Credentials,
    { instanceId, hindrance }: Device,
    emit: (event: UserAgentEvent) => void,
    report: (problem: unknown) => void,
  ) {
    this.#hindrance = hindrance;
    this.#emit = emit;
    this.#domain = account.domain;
    this.#address = addressOfRecord(account);
    this.#maker = this.#newFlowMaker(account, report);
    this.#signalling = this.#newSignalling(account);
    installReaders();
    this.#ua = new UA(configurationOf(account, credentials, instanceId, this.#signalling));
    keepPassword(this.#ua);
    takeOwnRequests(this.#ua);
    const own = this.#ownContact(account, instanceId);
    this.#registration = this.#newRegistration(own);
    this.#second = this.#newSecondRegistration(account, own);
    this.#ua.on('newRTCSession', ({ session, request }: { session: RTCSession; request: object }) => {
      if (isIncoming(session.direction)) this.#incoming(session, request as StackMessage);
    });
  }

  start(): void {
    this.#ua.start();
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(deadline);
        this.#signalling.disconnect();
        resolve();
      };
      const deadline = setTimeout(done, STOP_DEADLINE_MS);
      this.#ua.on('disconnected', done);
      this.#registration.stop();
      this.#second?.signOut();
      this.#ua.stop();
      if (!this.#signalling.isOpen) done();
    });
  }

  call(target: string, media: SessionMedia, { referralId }: CallOptions = {}): Session {
    const following = this.#followed(referralId);
    const session = this.#newSession((change) => following?.report(change));
    const dial = (): RTCSession => {
      const eventHandlers = {
        peerconnection: ({ peerconnection }: { peerconnection: RTCPeerConnection }): void => {
          session.peerConnectionCreated(peerconnection);
        },
      };
      const extraHeaders = [...(following?.headers ?? []), RECV_INFO];
      return this.#ua.call(target, { ...mediaOptions(media), eventHandlers, extraHeaders });
    };
    session.attach(dial(), { media, redial: dial });
    this.#follow(session);
    this.#signalling.suspect();
    return session;
  }

  probe(awake: boolean): void {
    this.#signalling.suspect(awake);
    this.#registration.look();
  }

  retry(): void {
    if (this.#signalling.isOpen) this.#registration.retry();
    else this.#signalling.retry();
  }

  setKeepAlive(times: KeepAliveTimes): void {
    this.#times = times;
    this.#signalling.reschedule();
  }

  #newFlowMaker({ domain, username }: Account, report: (problem: unknown) => void): FlowMaker {
    return new FlowMaker(
      { domain, username },
      {
        times: () => this.#times,
        inCall: () => this.#sessions.size > 0,
        tap: (direction, server, text) => {
          if (this.#reports.isNews(direction, text, Date.now()))
            this.#emit({ kind: 'messageSeen', direction, server, text });
        },
        problem: report,
        hindrance: this.#hindrance,
      },
    );
  }

  #newSignalling(account: Account): Signalling {
    return new Signalling(account.webSocketServers, this.#maker, {
      inCall: () => this.#sessions.size > 0,
      isRinging: () => [...this.#sessions].some((session) => session.isRinging),
      connecting: (server, attempt) => {
        this.#emit({ kind: 'connecting', server, attempt });
      },
      opened: (server) => {
        this.#emit({ kind: 'connected', server });
        // The stack must have heard of its first connection before it can send anything.
        queueMicrotask(() => {
          this.#registration.begin(server);
        });
      },
      lost: () => {
        this.#registration.pause();
        this.#emit({ kind: 'disconnected' });
        for (const session of [...this.#sessions]) session.signallingLost();
      },
      waiting: (attempt, untilMs) => {
        this.#emit({ kind: 'waiting', attempt, untilMs });
      },
      refused: (invite, why) => {
        this.#refusals.note(invite, why, this.#domain);
      },
      heard: (head) => {
        this.#registration.heard(head);
      },
    });
  }

  #ownContact(account: Account, instanceId: string): OwnContact {
    const { contact } = this.#ua as unknown as {
      readonly contact: { readonly uri: { readonly user: string } };
    };
    const defaultExpiresSeconds = account.registerExpiresSeconds;
    return { user: contact.uri.user, instanceId, regId: 1, defaultExpiresSeconds };
  }

  #newRegistration(own: OwnContact): Registration {
    return new Registration(firstRegistrator(this.#ua), own, {
      accepted: (expiresAtMs, answer) => {
        this.#emit({ kind: 'registered', expiresAtMs });
        this.#settle(true);
        this.#second?.firstAccepted(answer);
      },
      failed: (cause, statusCode, retryAtMs) => {
        if (this.#signalling.staysAfterRefusal()) return;
        this.#emit({ kind: 'registrationFailed', cause, statusCode, retryAtMs });
        this.#settle(false);
      },
      askBindings: () => askBindings(this.#ua),
      silent: () => {
        this.#signalling.suspect();
      },
      inCall: () => this.#sessions.size > 0,
    });
  }

  #newSecondRegistration(account: Account, own: OwnContact): SecondRegistration | undefined {
    const servers = account.webSocketServers;
    if (servers.every(({ url }) => url === servers[0].url)) return undefined;
    const ways = { signalling: this.#signalling, maker: this.#maker };
    return new SecondRegistration(this.#ua, ways, servers, own, {
      inCall: () => this.#sessions.size > 0,
      refused: (invite, why) => {
        this.#refusals.note(invite, why, this.#domain);
      },
      tookFirstsPlace: () => {
        if (this.#signalling.isOpen) this.#registration.retry();
      },
    });
  }

  /** The server knows the connection, or will not: calls that waited for it go on. */
  #settle(isAccepted: boolean): void {
    if (!this.#signalling.settle(isAccepted)) return;
    for (const session of [...this.#sessions]) session.signallingBack();
  }

  /** The referral that a call follows; the call that it came in may be over. */
  #followed(referralId: string | undefined): Following | undefined {
    if (referralId === undefined) return undefined;
    const following = this.#referred.get(referralId)?.follow(referralId);
    this.#referred.delete(referralId);
    return following;
  }

  #noteReferral(referralId: string, session: JsSipSession): void {
    this.#referred.set(referralId, session);
    const [oldest] = this.#referred.keys();
    if (oldest !== undefined && this.#referred.size > MOST_REFERRALS) this.#referred.delete(oldest);
  }

  /** `heard`: who hears of it besides the phone. */
  #newSession(heard?: (change: SessionEvent) => void): JsSipSession {
    const changed = (change: SessionEvent): void => {
      heard?.(change);
      if (change.kind === 'referred') this.#noteReferral(change.referral.id, session);
      if (change.kind === 'terminated') {
        this.#sessions.delete(session);
        this.#signalling.reschedule();
      }
      this.#emit({ kind: 'sessionChanged', sessionId: session.id, change });
    };
    const replaced = (accept: () => void): void => {
      this.#replaced = session;
      accept();
      this.#replaced = undefined;
    };
    const session: JsSipSession = new JsSipSession(
      this.#signalling,
      { domain: this.#domain, address: this.#address },
      changed,
      replaced,
    );
    return session;
  }

  #follow(session: JsSipSession): void {
    this.#sessions.add(session);
    this.#signalling.reschedule();
  }

  #incoming(rtcSession: RTCSession, invite: StackMessage): void {
    const session = this.#newSession();
    session.attach(rtcSession);
    rtcSession.on('peerconnection', ({ peerconnection }) => {
      session.peerConnectionCreated(peerconnection);
    });
    this.#follow(session);
    const header = (name: string): readonly string[] => invite.getHeaders(name);
    const remote = callerOf(
      namedParty(header('from')[0], this.#domain) ?? NOBODY,
      assertedIdentity(header, this.#domain),
    );
    const replaces = this.#replaced && {
      sessionId: this.#replaced.id,
      isAgreed: peerAgrees(this.#replaced.peer(), remote, namedParty(header('referred-by')[0], this.#domain)),
    };
    this.#emit({ kind: 'incomingCall', session, remote, replaces });
  }
}

/** Makes a user agent. Throws where the account has no valid server or address. */
export function createJsSipUserAgent(
  account: Account,
  credentials: Credentials,
  device: Device,
  emit: (event: UserAgentEvent) => void,
  report: (problem: unknown) => void,
): UserAgent {
  // An exception in a listener would abort JsSIP's own operation half way.
  const guarded = (event: UserAgentEvent): void => {
    try {
      emit(event);
    } catch (problem) {
      report(problem);
    }
  };
  return new JsSipUserAgent(account, credentials, device, guarded, report);
}
