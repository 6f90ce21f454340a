// What a measurement sends.
import type { PacketKind } from './packets.ts';

export interface TrafficPlan {
  readonly kinds: readonly PacketKind[];
  /** Packets of each kind. */
  readonly count: number;
  readonly everyMs: number;
  /** Smallest size of a packet's payload. */
  readonly bytes: number;
}
