// One account at work: its profile with the secrets, its user agent, and the STUN and TURN servers that its calls use. A profile that is
// edited ends the user agent and starts another; the account stays the same one.
import type { Profile } from '../../provisioning/profile.ts';
import type { RegistrationEvent } from '../../sip/registration-state.ts';
import type { UserAgent, UserAgentEvent } from '../../sip/user-agent.ts';
import type { PhonePorts } from '../ports.ts';
import { accountFacts } from './account-state.ts';
import type { AccountsEvent } from './accounts-reducer.ts';
import type { IceServers } from './ice-servers.ts';

/** What an account needs of the phone. */
export interface AccountContext {
  dispatch(event: AccountsEvent): void;
  /** The id by which servers know this browser (RFC 5626 4.1), the same for all its accounts. */
  instanceId(): Promise<string>;
  /** Something about calls or messages; the way to the server is dealt with here. */
  heard(event: UserAgentEvent, accountId: string): void;
  /** The server knows us: secrets that it hands out may be new. */
  registered(account: LiveAccount): void;
  /** A user agent was made, and is about to start. */
  made(userAgent: UserAgent): void;
}

/** What the user agent says of the way to the server; undefined for anything else. */
function registrationEventOf(event: UserAgentEvent): RegistrationEvent | undefined {
  switch (event.kind) {
    case 'connecting':
    case 'waiting':
    case 'connected':
    case 'disconnected':
    case 'registered':
      return event;
    case 'registrationFailed': {
      const { cause, statusCode, retryAtMs } = event;
      return { kind: 'failed', cause, statusCode, ...(retryAtMs === undefined ? {} : { retryAtMs }) };
    }
    default:
      return undefined;
  }
}

/** An event of the way to the server, for the log. */
function describe(event: UserAgentEvent): string {
  const server = 'server' in event ? ` ${event.server.split('?', 1).join()}` : '';
  const code = event.kind === 'registrationFailed' ? ` ${event.cause} ${String(event.statusCode ?? '')}` : '';
  return `${event.kind}${server}${code}`.trim();
}

export class LiveAccount {
  readonly id: string;
  readonly #ports: Pick<
    PhonePorts,
    'clock' | 'log' | 'createUserAgent' | 'fetchTurnCredentials' | 'preflight'
  >;
  readonly #context: AccountContext;
  #profile: Profile;
  #userAgent: UserAgent | undefined;
  #servers: IceServers | undefined;
  /** Rises with every start and stop, so that a slow start of an older one is dropped. */
  #generation = 0;

  constructor(
    id: string,
    profile: Profile,
    ports: Pick<PhonePorts, 'clock' | 'log' | 'createUserAgent' | 'fetchTurnCredentials' | 'preflight'>,
    context: AccountContext,
  ) {
    this.id = id;
    this.#profile = profile;
    this.#ports = { ...ports, log: ports.log.about({ accountId: id }) };
    this.#context = context;
  }

  /** With its secrets. */
  get profile(): Profile {
    return this.#profile;
  }

  /** Undefined until the SIP stack is there, and after `stop`. */
  get userAgent(): UserAgent | undefined {
    return this.#userAgent;
  }

  /** What calls of this account get; there before any user agent is. */
  get servers(): IceServers | undefined {
    return this.#servers;
  }

  /** Shows this profile; the user agent stays as it is. */
  show(profile: Profile): void {
    this.#profile = profile;
    this.#context.dispatch({ kind: 'accountShown', facts: accountFacts(this.id, profile) });
  }

  /** Signs in with this profile; what was signed in before ends first. Never rejects. */
  async start(profile: Profile): Promise<void> {
    const generation = ++this.#generation;
    const old = this.#userAgent;
    this.#userAgent = undefined;
    this.show(profile);
    this.#change({ kind: 'started' });
    await old?.stop();
    try {
      const userAgent = await this.#newUserAgent(profile, generation);
      if (generation !== this.#generation) return;
      this.#userAgent = userAgent;
      this.#context.made(userAgent);
      userAgent.start();
    } catch (problem) {
      this.#ports.log.problem('the SIP stack did not start', problem);
      if (generation === this.#generation) this.#change({ kind: 'startFailed' });
    }
  }

  /** Signs out; resolves when the server was told, or 2 s later. */
  async stop(): Promise<void> {
    this.#generation += 1;
    const old = this.#userAgent;
    this.#userAgent = undefined;
    this.#context.dispatch({ kind: 'accountGone', accountId: this.id });
    await old?.stop();
  }

  async #newUserAgent({ account, credentials }: Profile, generation: number): Promise<UserAgent> {
    const id = await this.#context.instanceId();
    const [userAgent, { IceServers: Servers }] = await Promise.all([
      this.#ports.createUserAgent(account, credentials, id, (event) => {
        // The last messages of an old sign-in belong to the trace as well.
        if (event.kind === 'messageSeen') this.#context.heard(event, this.id);
        else if (generation === this.#generation) this.#heard(event);
      }),
      import('./ice-servers.ts'),
    ]);
    this.#servers ??= new Servers(
      this.#ports,
      () => this.#profile,
      (servers) => {
        this.#context.dispatch({ kind: 'deadServersChanged', accountId: this.id, servers });
      },
    );
    return userAgent;
  }

  #heard(event: UserAgentEvent): void {
    const change = registrationEventOf(event);
    if (change === undefined) {
      this.#context.heard(event, this.id);
      return;
    }
    this.#ports.log.add('info', `signalling ${describe(event)}`);
    this.#change(change);
    if (event.kind === 'registered') this.#context.registered(this);
  }

  #change(event: RegistrationEvent): void {
    this.#context.dispatch({ kind: 'accountChanged', accountId: this.id, event });
  }
}
