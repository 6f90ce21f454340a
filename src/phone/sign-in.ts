// Who is signed in: keeps the profile, owns the user agent, and renews a demo profile's short-lived secrets.
import type { Profile } from '../provisioning/profile.ts';
import { shownServiceUrl } from '../provisioning/turn-service.ts';
import type { RegistrationEvent } from '../sip/registration-state.ts';
import type { UserAgent, UserAgentEvent } from '../sip/user-agent.ts';
import type { KeptData } from './kept-data.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState, SignedIn } from './phone-state.ts';
import type { PhonePorts } from './ports.ts';
import { keepAliveOf } from './settings.ts';
import type { Store } from './store.ts';
import { withinTime } from './within-time.ts';

/** So long a sign-in waits for the kept id of this browser, in milliseconds. */
const ID_LIMIT_MS = 1000;

/** What screens may see of a profile. */
export function signedInOf(profile: Profile): SignedIn {
  const { name, account, iceTransportPolicy, turnService, echoNumber } = profile;
  const iceServers = profile.iceServers.map(({ urls }) => ({ urls }));
  const turnServiceUrl = turnService === undefined ? '' : shownServiceUrl(turnService);
  return { profileName: name, account, iceServers, iceTransportPolicy, turnServiceUrl, echoNumber };
}

function registrationEventOf(event: UserAgentEvent, server: string): RegistrationEvent | undefined {
  switch (event.kind) {
    case 'connecting':
    case 'waiting':
    case 'disconnected':
      return event;
    case 'connected':
      return { kind: 'connected' };
    case 'registered':
      return { kind: 'registered', expiresAtMs: event.expiresAtMs, server };
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
  const server = 'server' in event ? ` ${event.server}` : '';
  const code = event.kind === 'registrationFailed' ? ` ${event.cause} ${String(event.statusCode ?? '')}` : '';
  return `${event.kind}${server}${code}`.trim();
}

export class SignIn {
  readonly #ports: PhonePorts;
  readonly #store: Store<PhoneState, PhoneEvent>;
  readonly #keptData: KeptData;
  readonly #onCallEvent: (event: UserAgentEvent) => void;
  #profile: Profile | undefined;
  #userAgent: UserAgent | undefined;
  /** The server that the present connection leads to. */
  #server = '';
  /** Rises with every sign-in and sign-out, so that a slow start of an older one is dropped. */
  #generation = 0;
  readonly #ownId: string;
  #keeping: Promise<void> = Promise.resolve();

  constructor(
    ports: PhonePorts,
    store: Store<PhoneState, PhoneEvent>,
    keptData: KeptData,
    onCallEvent: (event: UserAgentEvent) => void,
  ) {
    this.#ports = ports;
    this.#store = store;
    this.#keptData = keptData;
    this.#onCallEvent = onCallEvent;
    this.#ownId = ports.newId();
  }

  get profile(): Profile | undefined {
    return this.#profile;
  }

  get userAgent(): UserAgent | undefined {
    return this.#userAgent;
  }

  /** Whether somebody signed in or out in this visit. */
  get wasUsed(): boolean {
    return this.#generation > 0;
  }

  /** The kept profile, if there is one. */
  loadProfile(): Promise<Profile | undefined> {
    return this.#keptData.attempt(() => this.#ports.accounts.load(), undefined);
  }

  /** Signs in anew: the old user agent ends, the profile is kept. */
  async start(profile: Profile): Promise<void> {
    const generation = ++this.#generation;
    const old = this.#userAgent;
    this.#userAgent = undefined;
    this.#show(profile);
    this.#register({ kind: 'started' });
    void this.#keep(() => this.#ports.accounts.save(profile));
    await old?.stop();
    const id = await this.#instanceId();
    try {
      const { account, credentials } = profile;
      const userAgent = await this.#ports.createUserAgent(account, credentials, id, (event) => {
        // The last messages of an old sign-in belong to the trace as well.
        if (event.kind === 'messageSeen') this.#onCallEvent(event);
        else if (generation === this.#generation) this.#heard(event);
      });
      if (generation !== this.#generation) return;
      this.#userAgent = userAgent;
      userAgent.setKeepAlive(keepAliveOf(this.#store.state.settings));
      userAgent.start();
    } catch (problem) {
      this.#ports.log.problem('the SIP stack did not start', problem);
      if (generation === this.#generation)
        this.#register({ kind: 'failed', cause: 'internal', statusCode: undefined });
    }
  }

  /** Signs out: forgets the profile here and by `erase`, once nothing of it is being written, and unregisters. */
  async stop(erase: () => Promise<void>): Promise<void> {
    this.#generation += 1;
    const old = this.#userAgent;
    this.#userAgent = undefined;
    this.#profile = undefined;
    this.#store.dispatch({ kind: 'signedOut' });
    // Whatever becomes of what is kept, the server hears of it.
    const ended = old?.stop();
    await this.#keep(erase);
    await ended;
  }

  /** Starts with a kept profile; a demo's is renewed first, since its secrets may be from an earlier start. */
  async resume(profile: Profile): Promise<void> {
    const generation = this.#generation;
    const renewed = await this.#renewed(profile);
    // Signed out, or in as somebody else, while the demo was asked.
    if (generation === this.#generation) await this.start(renewed ?? profile);
  }

  #show(profile: Profile): void {
    this.#profile = profile;
    this.#store.dispatch({ kind: 'signedIn', signedIn: signedInOf(profile) });
  }

  #register(event: RegistrationEvent): void {
    this.#store.dispatch({ kind: 'registrationChanged', event });
  }

  #heard(event: UserAgentEvent): void {
    if (event.kind === 'connected') this.#server = event.server;
    const registration = registrationEventOf(event, this.#server);
    if (registration === undefined) {
      this.#onCallEvent(event);
      return;
    }
    this.#ports.log.add('info', `signalling ${describe(event)}`);
    this.#register(registration);
    if (event.kind === 'registered') void this.#renewIceServers();
  }

  /** One piece after the other: a password that is still being sealed must not be written after a sign-out. */
  #keep(work: () => Promise<void>): Promise<void> {
    this.#keeping = this.#keeping.then(() => this.#keptData.attempt(work, undefined));
    return this.#keeping;
  }

  /** The kept one, or one of this tab's own. */
  async #instanceId(): Promise<string> {
    if (!(await this.#ports.isFirstTab())) return this.#ownId;
    const kept = this.#keptData.attempt(() => this.#ports.accounts.instanceId(), this.#ownId);
    return (await withinTime(this.#ports.clock, kept, ID_LIMIT_MS)) ?? this.#ownId;
  }

  async #renewed(profile: Profile): Promise<Profile | undefined> {
    if (profile.refreshUrl === '') return undefined;
    const answer = await this.#ports.demo.renew(profile.refreshUrl, profile.account.username);
    return answer.kind === 'profile' ? answer.profile : undefined;
  }

  /** A server that came back may have new TURN secrets; calls after that need them. */
  async #renewIceServers(): Promise<void> {
    const before = this.#profile;
    if (before === undefined) return;
    const renewed = await this.#renewed(before);
    if (renewed === undefined || this.#profile !== before) return;
    const profile = { ...before, iceServers: renewed.iceServers };
    this.#show(profile);
    await this.#keep(() => this.#ports.accounts.save(profile));
  }
}
