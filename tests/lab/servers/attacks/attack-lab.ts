// What the tests of attacks share: one Kamailio (or a pair), the victim's and the attacker's host, and lines that end with the test.
import type { ServerOptions } from '../types.ts';
import { raiseNetwork } from '../../network/raise.ts';
import type { LabHost, LabNetwork } from '../../network/types.ts';
import { first } from '../lab-values.ts';
import { startServers } from '../start-servers.ts';
import type { LabServers } from '../types.ts';
import { Lines } from './lines.ts';
import { RawPhone } from './raw-phone.ts';
import type { LineKind } from './sip-line.ts';

/** Who is where: honest people at one address, the attacker at another, and a host that has nothing to do with any of it. */
export type Place = 'victim' | 'attacker' | 'bystander';
const HOSTS = { victim: 'web', attacker: 'probe', bystander: 'janus' } as const;

export class AttackLab {
  readonly network: LabNetwork;
  readonly servers: LabServers;
  readonly sip: string;
  readonly #lines: Readonly<Record<Place, Lines>>;

  private constructor(network: LabNetwork, servers: LabServers, lines: Readonly<Record<Place, Lines>>) {
    this.network = network;
    this.servers = servers;
    this.sip = first(network.hosts.kamailio);
    this.#lines = lines;
  }

  static async raise(options: ServerOptions = {}): Promise<AttackLab> {
    const network = await raiseNetwork({ patienceMs: 110_000 });
    const servers = await startServers(network, { only: ['kamailio'], ...options });
    const at = (place: Place) => Lines.start(network, network.hosts[HOSTS[place]]);
    const lines = {
      victim: await at('victim'),
      attacker: await at('attacker'),
      bystander: await at('bystander'),
    };
    return new AttackLab(network, servers, lines);
  }

  host(place: Place): LabHost {
    return this.network.hosts[HOSTS[place]];
  }

  addressOf(place: Place): string {
    return first(this.host(place));
  }

  /** A phone with a line of its own from there, not registered. */
  async phone(place: Place, user: string, kind: LineKind = 'wss', port?: number): Promise<RawPhone> {
    return new RawPhone(await this.#lines[place].open(kind, this.sip, port), user);
  }

  async registered(place: Place, user: string, kind: LineKind = 'wss'): Promise<RawPhone> {
    const phone = await this.phone(place, user, kind);
    await phone.register();
    return phone;
  }

  /** From now on all UDP from the attacker's host to SIP ports says that it comes from `address`: forged packets. */
  async forge(address: string): Promise<() => Promise<void>> {
    const rules = `table ip forged { chain out { type nat hook postrouting priority srcnat; udp dport { 5060, 5062 } snat to ${address}; }; }`;
    const { namespace } = this.host('attacker');
    await this.network.exec(namespace, 'nft', ['-f', '-'], { input: rules, check: true });
    return async () => {
      await this.network.exec(namespace, 'nft', ['delete', 'table', 'ip', 'forged'], { check: true });
    };
  }

  async lower(): Promise<void> {
    for (const lines of Object.values(this.#lines)) lines.end();
    await this.servers.stop();
    await this.network.lower();
  }
}
