// Cuts: one kind of packet no longer passes a client's router, in one direction or both. Nobody is told.
import type { LabNetwork, Side } from '../network/types.ts';
import { NAME_SERVER } from '../network/topology.ts';
import { drop } from './drop.ts';
import type { Direction, Fault } from './fault.ts';
import { type Framing, lossMatch, mediaMatches } from './matches.ts';

/**
 * `rtp`: media alone; RTCP, STUN and DTLS pass, so ICE stays connected. `rtpAndRtcp`: media and its reports.
 * `udp`: everything over UDP but names. `tcpSilently`: everything over TCP, new connections too.
 * Media in TURN over TCP or TLS is one stream with all the rest: only `tcpSilently` stops it.
 */
export type Cuttable = 'rtp' | 'rtpAndRtcp' | 'udp' | 'tcpSilently';

export interface CutOptions {
  readonly what: Cuttable;
  readonly direction: Direction;
  /**
   * Which media: as such, inside TURN over UDP (channels, Send and Data indications), or both. Default both.
   * With `plain` a call heals by taking a relay.
   */
  readonly framing?: Framing;
}

function matchesOf({ what, framing = 'both' }: CutOptions): readonly string[] {
  switch (what) {
    case 'rtp':
      return mediaMatches(false, framing);
    case 'rtpAndRtcp':
      return mediaMatches(true, framing);
    case 'udp':
      return ['meta l4proto udp'];
    case 'tcpSilently':
      return ['meta l4proto tcp'];
  }
}

/** One-way audio, made. */
export const cut = (network: LabNetwork, side: Side, options: CutOptions): Promise<Fault> =>
  drop(network, side, matchesOf(options), options.direction);

/** From now on no UDP passes, either way; names still resolve. */
export const blockUdp = (network: LabNetwork, side: Side): Promise<Fault> =>
  cut(network, side, { what: 'udp', direction: 'both' });

/** From now on no name resolves: queries vanish. */
export const blockNames = (network: LabNetwork, side: Side): Promise<Fault> =>
  drop(network, side, [`ip daddr ${NAME_SERVER}`], 'out', { namesToo: true });

/** Loses `percent` (0 to 100, to two decimals) of all UDP packets at random. */
export const lose = (
  network: LabNetwork,
  side: Side,
  percent: number,
  direction: Direction = 'both',
): Promise<Fault> => drop(network, side, [`meta l4proto udp${lossMatch(percent)}`], direction);
