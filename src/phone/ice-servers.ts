// The STUN and TURN servers of a call: those of the profile, without the ones that earlier calls found dead. What was learned
// holds for one network and is forgotten when that changes.
import { serverKey, type IceServer } from '../media/ice-server.ts';
import {
  afterGathering,
  deadServers,
  fastestRelayMs,
  livingServers,
  type GatheringReport,
  type ServerMemory,
} from '../media/server-memory.ts';
import type { CallMedia } from '../sip/user-agent.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

export class IceServers {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #configured: () => readonly IceServer[];
  readonly #onDead: (servers: readonly string[]) => void;
  #memory: ServerMemory = {};

  /** `configured`: the servers of the profile; `onDead` hears which of them are left out, whenever that changes. */
  constructor(
    { clock, log }: { readonly clock: Clock; readonly log: Log },
    configured: () => readonly IceServer[],
    onDead: (servers: readonly string[]) => void,
  ) {
    this.#clock = clock;
    this.#log = log;
    this.#configured = configured;
    this.#onDead = onDead;
  }

  /** What the fastest relay took the last time, in milliseconds, where known. */
  get relayMs(): number | undefined {
    return fastestRelayMs(this.#memory);
  }

  /**
   * What a call begins with. A restart is made because something changed: it takes all servers, for one that was silent may
   * answer again.
   */
  forCall(microphone: object): CallMedia {
    const iceServers = livingServers(this.#configured(), this.#memory, this.#clock.now());
    return { microphone, iceServers, restartServers: () => Promise.resolve(this.#configured()) };
  }

  learn(report: GatheringReport): void {
    const before = this.#dead();
    this.#memory = afterGathering(this.#memory, report, this.#clock.now());
    const fresh = this.#dead().filter((server) => !before.includes(server));
    for (const server of fresh)
      this.#log.add('info', `${server} does not answer: calls do without it for a while`);
    this.#onDead(this.#dead());
  }

  /** Another network: nothing is known of it. */
  forget(): void {
    this.#memory = {};
    this.#onDead([]);
  }

  #dead(): readonly string[] {
    const configured = this.#configured().flatMap(({ urls }) => urls.map(serverKey));
    return deadServers(this.#memory, this.#clock.now()).filter((server) => configured.includes(server));
  }
}
