// Where phones were seen: the address behind each unreachable host name (RFC 7118 section 5), and what has passed.
// Owns tables of bounded size; writes Contact and Via as a proxy does that repairs them (RFC 3581).
import { headerOf, type SipMessage } from '../../sip/message.ts';
import { parseNameAddr } from '../../sip/name-addr.ts';
import { parseSipUri } from '../../sip/uri.ts';
import { parseVia } from '../../sip/via.ts';
import type { EdgeFlow } from './edge.ts';
import { fill } from './fill.ts';

const MAX_ENTRIES = 5000;
const CONTACT = /<(sips?):([^@<>]+)@([^;<>]+)((?:;[^<>]*)?)>/;

type Place = Pick<EdgeFlow, 'address' | 'port'>;

function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.keys().next();
  if (map.size > MAX_ENTRIES && oldest.done !== true) map.delete(oldest.value);
}

export class Seen {
  readonly #places = new Map<string, Place>();
  readonly #real = new Map<string, string>();
  readonly #passed = new Map<string, true>();
  readonly #described = new Map<string, number>();

  constructor(
    private readonly contacts: 'alias' | 'seen',
    private readonly seal?: string,
  ) {}

  /** A phone has sent this: its host names are at this address. */
  note(message: SipMessage, { address, port }: EdgeFlow): void {
    const uri = parseNameAddr(headerOf(message, 'Contact') ?? '')?.uri ?? '';
    const contact = parseSipUri(uri);
    const via = message.kind === 'request' ? parseVia(headerOf(message, 'Via'))?.sentBy : undefined;
    for (const host of [contact?.host, via])
      if (host !== undefined) keep(this.#places, host, { address, port });
    if (contact !== undefined && contact.user !== '')
      keep(this.#real, `${contact.user}@${address}:${String(port)}`, uri);
  }

  passed(key: string): void {
    keep(this.#passed, key, true);
  }

  hasPassed(key: string): boolean {
    return this.#passed.has(key);
  }

  /** How many descriptions of the server's own went out in this call before. */
  count(message: SipMessage): number {
    const callId = headerOf(message, 'Call-ID') ?? '';
    const before = this.#described.get(callId) ?? 0;
    keep(this.#described, callId, before + 1);
    return before;
  }

  /** A Contact value as the next hop gets it. One whose phone was never seen stays as it is. */
  contact(value: string): string {
    return value.replace(CONTACT, (whole, scheme: string, user: string, host: string, rest: string) => {
      const place = this.#places.get(host.toLowerCase());
      if (place === undefined) return whole;
      const { address, port } = place;
      if (this.contacts === 'seen') return `<${scheme}:${user}@${address}:${String(port)}${rest}>`;
      const seal = this.seal === undefined ? '' : `;seal=${this.seal}`;
      return `<${scheme}:${user}@${host};alias=${address}~${String(port)}~6${seal}${rest}>`;
    });
  }

  /** The URI that a Contact written by `contact` stands for. */
  real(uri: string): string {
    const parsed = parseSipUri(uri);
    const key = `${parsed?.user ?? ''}@${parsed?.host ?? ''}:${String(parsed?.port ?? '')}`;
    return this.#real.get(key) ?? uri.replace(/;alias=[^;>]*(?:;seal=[^;>]*)?/, '');
  }

  /** A Via of a phone with what was seen of it. */
  via(value: string, tail: string): string {
    const place = this.#places.get(parseVia(value)?.sentBy ?? '');
    return place === undefined ? value : this.viaAt(value, tail, place);
  }

  viaAt(value: string, tail: string, { address, port }: Place): string {
    const branch = parseVia(value)?.branch ?? '';
    return `${value.split(';')[0]?.trim() ?? ''}${fill(tail, { address, port: String(port), branch })}`;
  }
}
