// What is done to a call and only recorded, each as a name and an act at the caller's side; what is demanded stands in disasters.ts.
import { limitBandwidth } from '../faults/bandwidth.ts';
import { blockUdp, cut, lose } from '../faults/cut.ts';
import { dropMappings } from '../faults/mappings.ts';
import type { NatKind } from '../network/types.ts';
import type { IceChoice } from './ice-choice.ts';
import type { Lab } from './lab-test.ts';

export interface CallFault {
  readonly name: string;
  /** Default `all`. */
  readonly ice?: IceChoice;
  /** Default port-restricted at both ends. */
  readonly nats?: readonly [NatKind, NatKind];
  /** How long the call is watched, in ms. Default 6000. */
  readonly spanMs?: number;
  inject(lab: Lab): Promise<unknown>;
  /** Puts right what `undoAll` of the network does not: servers, mostly. */
  mend?(lab: Lab): Promise<void>;
}

export const FAULTS: readonly CallFault[] = [
  {
    name: 'RTP lost on the way out',
    inject: ({ network }) => cut(network, 0, { what: 'rtp', direction: 'out' }),
  },
  {
    name: 'RTP lost on the way in',
    inject: ({ network }) => cut(network, 0, { what: 'rtp', direction: 'in' }),
  },
  {
    name: 'RTP and RTCP lost both ways, ICE alive',
    inject: ({ network }) => cut(network, 0, { what: 'rtpAndRtcp', direction: 'both' }),
  },
  {
    name: 'all UDP lost on the way out',
    inject: ({ network }) => cut(network, 0, { what: 'udp', direction: 'out' }),
  },
  { name: 'UDP blocked from now on', inject: ({ network }) => blockUdp(network, 0) },
  {
    name: 'UDP blocked from now on, STUN only',
    // ICE gives up on a dead path after 16 to 18 s
    spanMs: 18_000,
    ice: 'stun',
    inject: ({ network }) => blockUdp(network, 0),
  },
  { name: '20 % loss each way', inject: ({ network }) => lose(network, 0, 20) },
  { name: 'bandwidth of 24 kbit/s', inject: ({ network }) => limitBandwidth(network, 0, 24) },
  { name: 'NAT mappings dropped', inject: ({ network }) => dropMappings(network, 0) },
  {
    name: 'NAT mappings dropped, symmetric NAT, TURN over UDP only',
    ice: 'turnUdp',
    nats: ['symmetric', 'symmetric'],
    inject: ({ network }) => dropMappings(network, 0),
  },
  {
    name: 'Kamailio killed',
    inject: ({ servers }) => servers.kamailio.kill(),
    mend: ({ servers }) => servers.kamailio.start(),
  },
  {
    name: 'coturn restarted (call on its relay)',
    ice: 'turnUdp',
    nats: ['symmetric', 'symmetric'],
    inject: ({ servers }) => servers.coturn.restart(),
  },
];
