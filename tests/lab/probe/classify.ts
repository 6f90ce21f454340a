// From what a probe saw to how the NAT behaves, in the words of RFC 4787 and by the tests of RFC 5780, section 4: pure.
import type { Endpoint } from './stun-message.ts';

export type Dependence = 'endpointIndependent' | 'addressDependent' | 'addressAndPortDependent';

/** What one run of the probe saw from inside. Null: no answer came. */
export interface Observations {
  readonly local: Endpoint;
  /** One socket as seen by: the first address, the other address on the same port, the other address on the other port. */
  readonly mapped: readonly [Endpoint | null, Endpoint | null, Endpoint | null];
  /** Whether answers came from where this socket had never sent to. */
  readonly heard: { readonly otherAddress: boolean; readonly otherPort: boolean };
  /** Whether a second socket reached the first by its address outside. */
  readonly hairpin: boolean;
}

export type NatBehaviour =
  | { readonly udp: 'blocked' }
  | {
      readonly udp: 'open';
      readonly mapping: Dependence;
      readonly filtering: Dependence;
      readonly portPreserved: boolean;
      readonly hairpin: boolean;
      /** Whether the address outside is another than inside. */
      readonly translated: boolean;
      readonly publicAddress: string;
    };

const same = (one: Endpoint | null, other: Endpoint | null): boolean =>
  one?.address === other?.address && one?.port === other?.port;

function mappingOf([first, otherAddress, otherBoth]: Observations['mapped']): Dependence {
  if (same(first, otherAddress) && same(first, otherBoth)) return 'endpointIndependent';
  return same(otherAddress, otherBoth) ? 'addressDependent' : 'addressAndPortDependent';
}

function filteringOf({ otherAddress, otherPort }: Observations['heard']): Dependence {
  if (otherAddress) return 'endpointIndependent';
  return otherPort ? 'addressDependent' : 'addressAndPortDependent';
}

/** Names the behaviour. A probe without any answer is UDP blocked. */
export function classify({ local, mapped, heard, hairpin }: Observations): NatBehaviour {
  const [first] = mapped;
  if (first === null) return { udp: 'blocked' };
  return {
    udp: 'open',
    mapping: mappingOf(mapped),
    filtering: filteringOf(heard),
    portPreserved: first.port === local.port,
    hairpin,
    translated: first.address !== local.address,
    publicAddress: first.address,
  };
}
