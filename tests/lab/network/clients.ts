// Where the two clients are now, and the commands that move them: their NAT, their address, their cable.
import { natText, carrierRules, routerRules } from './nat/rules.ts';
import { run, runIn } from './run/process.ts';
import { uplinkCarrier, uplinkWan } from './raise-script.ts';
import { SIDES, clientAddresses, gatewayOf, isBehindCarrier, routerOf, type Place } from './topology.ts';
import type { LabClient, NatKind, ShareOptions, Side } from './types.ts';

/** Batches one namespace's `ip` commands and its nft text into one process start. */
const script = (lines: readonly string[], after: readonly string[] = []): string =>
  [`ip -batch - <<'LINES'\n${lines.join('\n')}\nLINES`, ...after].join('\n');

const LOAD_RULES = 'nft -f - ';
const FORGET = 'conntrack -F 2>/dev/null';

/** One client; its getters look at where it is now. */
export class Client implements LabClient {
  readonly interface = 'eth0';
  readonly namespace: string;
  readonly port: string;
  place: Place | undefined;
  usesSpare = false;

  constructor(readonly side: Side) {
    this.namespace = SIDES[side].client;
    this.port = SIDES[side].port;
  }

  get nat(): NatKind {
    return this.#here.nat;
  }

  get addresses(): readonly [string, string] {
    return clientAddresses(this.side, this.#here);
  }

  get address(): string {
    return this.addresses[this.usesSpare ? 1 : 0];
  }

  get router(): string {
    return routerOf(this.side, this.#here).router;
  }

  get translators(): readonly string[] {
    if (this.nat === 'none') return [];
    const { router, carrier } = routerOf(this.side, this.#here);
    return isBehindCarrier(this.nat) ? [router, carrier] : [router];
  }

  get publicAddress(): string {
    if (this.nat === 'none') return this.address;
    const { routerAddress, carrierAddress } = routerOf(this.side, this.#here);
    return isBehindCarrier(this.nat) ? carrierAddress : routerAddress;
  }

  get #here(): Place {
    return this.place ?? { nat: 'none', shared: false };
  }

  /** Puts the present address and its gateway on the interface: the old address goes first. */
  async applyAddress(): Promise<void> {
    const lines = [
      'addr flush dev eth0',
      `addr add ${this.address}/24 dev eth0`,
      `route replace default via ${gatewayOf(this.side, this.#here)}`,
    ];
    await runIn(this.namespace, script(lines));
  }

  /** A link that goes down takes its routes along. */
  async setLink(up: boolean): Promise<void> {
    const route = `route replace default via ${gatewayOf(this.side, this.#here)}`;
    await runIn(this.namespace, script(up ? ['link set eth0 up', route] : ['link set eth0 down']));
  }

  /** Moves the client; touches its interface only where its address changes. */
  async moveTo(place: Place): Promise<void> {
    const before = this.place === undefined ? undefined : this.address;
    this.place = place;
    if (before !== this.address) await this.applyAddress();
  }
}

/** Gives a router (and the carrier's NAT before it) the rules of `nat`, and forgets every connection. */
export async function applyNat(index: Side, nat: NatKind, wasBehindCarrier: boolean): Promise<void> {
  const { router, carrier, routerAddress } = SIDES[index];
  const behind = isBehindCarrier(nat);
  const replug = behind === wasBehindCarrier ? [] : [script(behind ? uplinkCarrier : uplinkWan(router))];
  const rules = natText(routerRules(nat, behind ? 'cgn' : 'wan', routerAddress));
  const load = (text: string): string => `${LOAD_RULES}<<'RULES'\n${text}RULES`;
  await Promise.all([
    runIn(router, [load(rules), ...replug, FORGET].join('\n')),
    ...(behind ? [runIn(carrier, [load(natText(carrierRules(nat))), FORGET].join('\n'))] : []),
  ]);
}

/** Moves the second client's cable from its own router to the first one. */
export async function plugIntoFirst(options: ShareOptions): Promise<void> {
  const [first, second] = SIDES;
  await run('ip', ['-n', second.router, 'link', 'set', second.port, 'netns', first.router], { check: true });
  const isolation = options.isolated === true ? 'on' : 'off';
  await runIn(
    first.router,
    [
      script([`link set ${second.port} master lan up`]),
      ...[first.port, second.port].map((port) => `bridge link set dev ${port} isolated ${isolation}`),
    ].join('\n'),
  );
}

/** Moves it back. */
export async function plugIntoOwn(): Promise<void> {
  const [first, second] = SIDES;
  await run('ip', ['-n', first.router, 'link', 'set', second.port, 'netns', second.router], { check: true });
  await Promise.all([
    runIn(first.router, `bridge link set dev ${first.port} isolated off`),
    runIn(second.router, script([`link set ${second.port} master lan up`])),
  ]);
}
