// A real user agent on a MemoryNetwork, with everything it said. The one place in the tests that makes one.
import { vi } from 'vitest';
import { createJsSipUserAgent } from '../../../src/sip/jssip/user-agent.ts';
import type { FailureCause } from '../../../src/sip/failure-cause.ts';
import type { Account } from '../../../src/sip/account.ts';
import type {
  SessionMedia,
  Session,
  SessionEvent,
  UserAgent,
  UserAgentEvent,
} from '../../../src/sip/user-agent.ts';
import { passwordOf } from './memory-pbx.ts';
import { FakeMediaStream } from './webrtc/fake-media-stream.ts';
import type { FakePeerConnection } from './webrtc/fake-peer-connection.ts';

export const DOMAIN = 'pbx.example.org';
export const SERVER = 'wss://pbx.example.org/sip';

/** What an ICE restart may use besides what the call began with. */
export const RESTART_SERVERS = [{ urls: ['turn:t.example.org:3478'], username: 'u', credential: 'fresh' }];

/** What every side does with descriptions. */
export const describeSound = vi.fn<SessionMedia['describe']>((sdp) => sdp);

export const media = (): SessionMedia => ({
  microphone: FakeMediaStream.microphone(),
  iceServers: [],
  iceTransportPolicy: 'all',
  describe: describeSound,
  restartServers: () => Promise.resolve(RESTART_SERVERS),
});

let lastInstance = 0;

export class TestPhone {
  readonly events: UserAgentEvent[] = [];
  /** What the stack could not digest. */
  readonly problems: unknown[] = [];
  /** Sessions that came in, oldest first. */
  readonly incoming: Session[] = [];
  /** Whether a call that comes in while another is there, and a referral, is refused at once; else they pile up. */
  refusesOthers = false;
  readonly userAgent: UserAgent;
  readonly #alive = new Map<string, Session>();
  readonly #connections = new Map<string, FakePeerConnection>();
  /** Connections made ready to take the place of one in use. */
  readonly #spares = new Map<string, FakePeerConnection>();

  constructor(
    readonly user: string,
    servers: readonly [string, ...string[]] = [SERVER],
    hindrance?: FailureCause,
    readonly domain = DOMAIN,
  ) {
    const [first, ...rest] = servers.map((url, index) => ({ url, priority: (index + 1) * 10, weight: 0 }));
    if (first === undefined) throw new Error('a phone needs a server');
    const account: Account = {
      username: user,
      domain,
      displayName: '',
      authUsername: user,
      webSocketServers: [first, ...rest],
      registerExpiresSeconds: 600,
    };
    const instanceId = `00000000-0000-4000-8000-${String(++lastInstance).padStart(12, '0')}`;
    this.userAgent = createJsSipUserAgent(
      account,
      { password: passwordOf(user) },
      { instanceId, hindrance },
      (event) => {
        this.#note(event);
      },
      (problem) => this.problems.push(problem),
    );
  }

  call(user: string): Session {
    return this.userAgent.call(`sip:${user}@${this.domain}`, media());
  }

  /** The newest session that came in. Throws where none did. */
  get ringing(): Session {
    const session = this.incoming.at(-1);
    if (session === undefined) throw new Error(`nobody has called ${this.user}`);
    return session;
  }

  kinds(): string[] {
    return this.events.map(({ kind }) => kind);
  }

  /** What one session said, oldest first. */
  changesOf(session: Session): SessionEvent[] {
    return this.events.flatMap((event) =>
      event.kind === 'sessionChanged' && event.sessionId === session.id ? [event.change] : [],
    );
  }

  /** The peer connection of a session. Throws where it has none yet. */
  connectionOf(session: Session): FakePeerConnection {
    const connection = this.#connections.get(session.id);
    if (connection === undefined) throw new Error('the session has no peer connection yet');
    return connection;
  }

  /** The sessions that came in and are not over, oldest first. */
  get alive(): Session[] {
    return [...this.#alive.values()];
  }

  /** Forgets what has happened, but not what goes on. */
  forget(): void {
    this.events.length = 0;
    this.problems.length = 0;
    this.incoming.length = 0;
  }

  #note(event: UserAgentEvent): void {
    // What crossed the wire is the network’s to keep: a flood would fill the memory twice.
    if (event.kind !== 'messageSeen') this.events.push(event);
    if (event.kind === 'incomingCall') {
      this.incoming.push(event.session);
      if (this.refusesOthers && this.#alive.size > 0) event.session.reject('busy');
      else this.#alive.set(event.session.id, event.session);
    }
    if (event.kind !== 'sessionChanged') return;
    const { change, sessionId } = event;
    if (change.kind === 'referred' && this.refusesOthers)
      this.#alive.get(sessionId)?.answerRefer(change.referral.id, false);
    if (change.kind === 'peerConnectionCreated')
      this.#connections.set(sessionId, change.peerConnection as FakePeerConnection);
    if (change.kind === 'renewal' && change.spare !== undefined)
      this.#spares.set(sessionId, change.spare as FakePeerConnection);
    const spare = this.#spares.get(sessionId);
    if (change.kind === 'renewal' && change.isTaken && spare !== undefined)
      this.#connections.set(sessionId, spare);
    if (change.kind !== 'terminated') return;
    this.#alive.delete(sessionId);
    if (this.refusesOthers) this.#connections.delete(sessionId);
  }
}
