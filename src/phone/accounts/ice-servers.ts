// The STUN and TURN servers of a call: those of the profile and of its TURN service, without the ones that earlier calls found dead. What was learned
// holds for one network and is forgotten when that changes.
import { serverKey, type IceServer } from '../../media/ice-server.ts';
import {
  afterGathering,
  deadServers,
  fastestRelayMs,
  livingServers,
  type GatheringReport,
  type ServerMemory,
} from '../../media/server-memory.ts';
import type { SessionMedia } from '../../sip/user-agent.ts';
import type { Profile } from '../../provisioning/profile.ts';
import type { TurnService } from '../../provisioning/turn-service.ts';
import type { PhonePorts } from '../ports.ts';

/** What a profile says of the servers. */
export type IceSetup = Pick<Profile, 'iceServers' | 'iceTransportPolicy' | 'turnService'>;

/** Fetched credentials, and the service they are from. */
interface Fetched {
  readonly service: TurnService;
  readonly servers: readonly IceServer[];
  readonly renewAtMs: number;
}

/** Fetched credentials are renewed after this part of their life, so that a call never begins with some that are about to end. */
const PART_OF_LIFE = 0.9;

/** What a call gets whose account has just gone. */
export function withoutServers(microphone: object): Omit<SessionMedia, 'describe'> {
  const restartServers = (): Promise<readonly IceServer[]> => Promise.resolve([]);
  return { microphone, iceServers: [], iceTransportPolicy: 'all', restartServers };
}

export class IceServers {
  readonly #ports: Pick<PhonePorts, 'clock' | 'log' | 'fetchTurnCredentials' | 'preflight'>;
  readonly #setup: () => IceSetup | undefined;
  readonly #onDead: (servers: readonly string[]) => void;
  #memory: ServerMemory = {};
  #fetched: Fetched | undefined;
  #asked: TurnService | undefined;
  #asking: Promise<void> | undefined;
  /** Rises whenever what is known becomes void, so that a preflight of before is not heard. */
  #generation = 0;
  #checkedList = '';
  #endPreflight: () => void = () => undefined;

  /** `setup`: that of the profile; `onDead` hears which servers are left out, whenever that changes. */
  constructor(
    ports: Pick<PhonePorts, 'clock' | 'log' | 'fetchTurnCredentials' | 'preflight'>,
    setup: () => IceSetup | undefined,
    onDead: (servers: readonly string[]) => void,
  ) {
    this.#ports = ports;
    this.#setup = setup;
    this.#onDead = onDead;
  }

  /** What the fastest relay took the last time, in milliseconds, where known. */
  get relayMs(): number | undefined {
    return fastestRelayMs(this.#memory);
  }

  /** Gets fresh credentials where a service hands them out and those from before are old; takes 2 s at most. */
  async prepare(): Promise<void> {
    const service = this.#setup()?.turnService;
    if (service === undefined || this.#fresh(service) !== undefined) return;
    if (this.#asked?.url !== service.url || this.#asked.token !== service.token) this.#asking = undefined;
    this.#asked = service;
    const asking = (this.#asking ??= this.#ask(service));
    await asking;
    if (this.#asking === asking) this.#asking = undefined;
  }

  /**
   * What a call begins with, after `prepare`. A restart is made because something changed: it takes all servers, for one that
   * was silent may answer again, and fresh credentials.
   */
  forCall(microphone: object): Omit<SessionMedia, 'describe'> {
    // The call asks them itself, and a server may count what one account holds.
    this.#endPreflight();
    const iceServers = this.#living();
    const restartServers = async (): Promise<readonly IceServer[]> => {
      await this.prepare();
      return this.#all();
    };
    const iceTransportPolicy = this.#setup()?.iceTransportPolicy ?? 'all';
    return { microphone, iceServers, iceTransportPolicy, restartServers };
  }

  /** Without the dead ones; a relay that is known to be dead is better than none at all. */
  #living(): readonly IceServer[] {
    const all = this.#all();
    const living = livingServers(all, this.#memory, this.#ports.clock.now());
    const hasRelay = (servers: readonly IceServer[]): boolean =>
      servers.some(({ urls }) => urls.some((url) => url.startsWith('turn')));
    const needsRelay = this.#setup()?.iceTransportPolicy === 'relay';
    return needsRelay && hasRelay(all) && !hasRelay(living) ? all : living;
  }

  /** Asks servers of which nothing is known yet, so that the first call need not wait for dead ones; once for each list. */
  async preflight(): Promise<void> {
    await this.prepare();
    const servers = this.#all();
    const list = JSON.stringify(servers.map(({ urls }) => urls));
    if (servers.length === 0 || list === this.#checkedList) return;
    this.#checkedList = list;
    const generation = this.#generation;
    const end = new Promise<void>((resolve) => {
      this.#endPreflight = resolve;
    });
    const report = await this.#attempt(() => this.#ports.preflight(servers, end));
    if (report !== undefined) this.learn(report, generation);
  }

  /** What is known of which network: a report that began before another is void. */
  get generation(): number {
    return this.#generation;
  }

  learn(report: GatheringReport, generation: number): void {
    if (generation !== this.#generation) return;
    const before = this.#dead();
    this.#memory = afterGathering(this.#memory, report, this.#ports.clock.now());
    const fresh = this.#dead().filter((server) => !before.includes(server));
    for (const server of fresh)
      this.#ports.log.add('info', `${server} does not answer: calls do without it for a while`);
    this.#onDead(this.#dead());
  }

  /** Another network: nothing is known of it. */
  forget(): void {
    this.#memory = {};
    this.#checkedList = '';
    this.#generation += 1;
    this.#onDead([]);
  }

  #fresh(service: TurnService): Fetched | undefined {
    const fetched = this.#fetched;
    const isSame = fetched?.service.url === service.url && fetched.service.token === service.token;
    return isSame && this.#ports.clock.now() < fetched.renewAtMs ? fetched : undefined;
  }

  async #ask(service: TurnService): Promise<void> {
    const answer = await this.#attempt(() => this.#ports.fetchTurnCredentials(service));
    if (answer?.kind !== 'servers') {
      this.#ports.log.add(
        'warning',
        `no TURN credentials: the service is ${answer?.problem ?? 'unreachable'}`,
      );
      return;
    }
    const { servers, ttlSeconds } = answer;
    const renewAtMs = this.#ports.clock.now() + ttlSeconds * 1000 * PART_OF_LIFE;
    this.#fetched = { service, servers, renewAtMs };
  }

  /** What is fetched on first use may not come: a call goes on without it. */
  async #attempt<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
    try {
      return await work();
    } catch (problem) {
      this.#ports.log.problem('servers for the sound', problem);
      return undefined;
    }
  }

  #all(): readonly IceServer[] {
    const setup = this.#setup();
    const service = setup?.turnService;
    const fetched = service === undefined ? undefined : this.#fresh(service);
    return [...(setup?.iceServers ?? []), ...(fetched?.servers ?? [])];
  }

  #dead(): readonly string[] {
    const known = this.#all().flatMap(({ urls }) => urls.map(serverKey));
    return deadServers(this.#memory, this.#ports.clock.now()).filter((server) => known.includes(server));
  }
}
