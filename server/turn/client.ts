// One client of the TURN server: a 5-tuple and a way to send to it (RFC 8656 section 3.2).
// Owns the shape only.
import type { TransportAddress } from '../stun/values.ts';

export interface TurnClient {
  /** The 5-tuple as text; two clients never share it. */
  readonly key: string;
  readonly remote: TransportAddress;
  readonly isStream: boolean;
  /** True once a stream has ended; a datagram client never does. */
  isClosed(): boolean;
  /** Sends one message. Never throws. */
  send(bytes: Buffer): void;
}
