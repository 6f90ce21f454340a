// The SIP stack: JsSIP behind the UserAgent port. Loaded on first sign-in, never before the first paint.
import { UA } from 'jssip';
import type { UAConfiguration } from 'jssip/lib/UA';
import type { RTCSession } from 'jssip/lib/RTCSession';
import { addressOfRecord, type Account, type Credentials } from '../account.ts';
import { causeOfRegistrationStatus } from '../failure-cause.ts';
import type { CallMedia, Session, UserAgent, UserAgentEvent } from '../user-agent.ts';
import { partyOf } from './event-translation.ts';
import { JsSipSession, mediaOptions } from './session.ts';
import { WebSocketTransport } from './socket.ts';

/** JsSIP waits 2 s for the answers to its last requests before it closes the socket. */
const STOP_DEADLINE_MS = 2500;

function configurationOf(
  account: Account,
  credentials: Credentials,
  instanceId: string,
  report: (problem: unknown) => void,
): UAConfiguration {
  return {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- JsSIP takes any object of this shape
    sockets: account.webSocketServers.map((url) => new WebSocketTransport(url, report)),
    uri: addressOfRecord(account),
    authorization_user: account.authUsername,
    password: credentials.password,
    instance_id: instanceId,
    register: true,
    register_expires: account.registerExpiresSeconds,
    // JsSIP's session timer refreshes every 45 s and ends the call when one refresh fails.
    session_timers: false,
    user_agent: 'Bothways',
    ...(account.displayName === '' ? {} : { display_name: account.displayName }),
  };
}

/** JsSIP declares these words as an enum that does not exist at run time. */
function isIncoming(direction: string): boolean {
  return direction === 'incoming';
}

class JsSipUserAgent implements UserAgent {
  readonly #ua: UA;
  readonly #emit: (event: UserAgentEvent) => void;

  constructor(configuration: UAConfiguration, emit: (event: UserAgentEvent) => void) {
    this.#ua = new UA(configuration);
    this.#emit = emit;
    this.#listen();
  }

  start(): void {
    this.#ua.start();
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(deadline);
        resolve();
      };
      const deadline = setTimeout(done, STOP_DEADLINE_MS);
      this.#ua.on('disconnected', done);
      this.#ua.stop();
      if (!this.#ua.isConnected()) done();
    });
  }

  call(target: string, media: CallMedia): Session {
    const session = this.#newSession();
    const eventHandlers = {
      peerconnection: ({ peerconnection }: { peerconnection: RTCPeerConnection }): void => {
        session.peerConnectionCreated(peerconnection);
      },
    };
    session.attach(this.#ua.call(target, { ...mediaOptions(media), eventHandlers }));
    return session;
  }

  #newSession(): JsSipSession {
    const session: JsSipSession = new JsSipSession((change) => {
      this.#emit({ kind: 'sessionChanged', sessionId: session.id, change });
    });
    return session;
  }

  #incoming(rtcSession: RTCSession): void {
    const session = this.#newSession();
    session.attach(rtcSession);
    rtcSession.on('peerconnection', ({ peerconnection }) => {
      session.peerConnectionCreated(peerconnection);
    });
    this.#emit({ kind: 'incomingCall', session, remote: partyOf(rtcSession.remote_identity) });
  }

  #listen(): void {
    const ua = this.#ua;
    ua.on('connected', () => {
      this.#emit({ kind: 'connected' });
    });
    ua.on('disconnected', () => {
      this.#emit({ kind: 'disconnected' });
    });
    ua.on('registered', () => {
      this.#emit({ kind: 'registered' });
    });
    ua.on('unregistered', () => {
      this.#emit({ kind: 'unregistered' });
    });
    ua.on('registrationFailed', ({ response }) => {
      // Without a response the socket went or stayed silent; a lost socket says so by itself.
      const statusCode = (response as { status_code?: number } | null | undefined)?.status_code;
      const cause = statusCode === undefined ? 'timeout' : causeOfRegistrationStatus(statusCode);
      if (statusCode !== undefined || ua.isConnected())
        this.#emit({ kind: 'registrationFailed', cause, statusCode });
    });
    ua.on('newRTCSession', ({ session }: { session: RTCSession }) => {
      if (isIncoming(session.direction)) this.#incoming(session);
    });
  }
}

/** Makes a user agent. Throws where the account has no valid server or address. */
export function createJsSipUserAgent(
  account: Account,
  credentials: Credentials,
  instanceId: string,
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
  return new JsSipUserAgent(configurationOf(account, credentials, instanceId, report), guarded);
}
