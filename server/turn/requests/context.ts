// What a request handler is given and what it may answer.
// Owns the shapes only.
import type { Clock } from '../../shared/clock.ts';
import { METHOD } from '../../stun/attributes.ts';
import type { StunAttribute, StunMessage } from '../../stun/message.ts';
import type { Allocations } from '../allocations.ts';
import type { TurnClient } from '../client.ts';
import type { PeerPolicy } from '../peer-policy.ts';
import type { OpenRelay } from '../relay.ts';
import type { TransportAddress } from '../../stun/values.ts';

export interface TurnContext {
  readonly allocations: Allocations;
  readonly policy: PeerPolicy;
  readonly openRelay: OpenRelay;
  readonly clock: Clock;
  /** A packet has come in at the relay of a client. */
  readonly onPeerData: (client: TurnClient, data: Buffer, peer: TransportAddress) => void;
}

/** A request whose sender is known. */
export interface KnownRequest {
  readonly client: TurnClient;
  readonly message: StunMessage;
  readonly username: string;
  /** Whose quota it counts against. */
  readonly account: string;
}

export type TurnAnswer = { readonly attributes: readonly StunAttribute[] } | { readonly error: number };

export const TURN_METHODS: ReadonlySet<number> = new Set<number>([
  METHOD.allocate,
  METHOD.refresh,
  METHOD.createPermission,
  METHOD.channelBind,
]);
