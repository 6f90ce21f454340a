// One allocation: a client's relay with its permissions and channels (RFC 8656 sections 3.2, 9, 12).
// Owns what expires and when; refuses to read messages. Times are ms since the epoch.
import type { TransportAddress } from '../stun/values.ts';
import type { TurnClient } from './client.ts';
import type { Relay } from './relay.ts';

export const PERMISSION_MS = 300_000;
export const CHANNEL_MS = 600_000;
const MAX_PERMISSIONS = 200;
const MAX_CHANNELS = 200;

interface Channel {
  readonly peer: TransportAddress;
  readonly expiresAt: number;
}

function textOf({ address, port }: TransportAddress): string {
  return `${address}:${String(port)}`;
}

export class Allocation {
  expiresAt = 0;
  readonly #permissions = new Map<string, number>();
  readonly #channels = new Map<number, Channel>();
  readonly #numbers = new Map<string, number>();

  constructor(
    readonly client: TurnClient,
    readonly username: string,
    readonly account: string,
    readonly relay: Relay,
  ) {}

  /** Installs or refreshes a permission; false where there are too many. */
  permit(address: string, now: number): boolean {
    if (!this.#permissions.has(address) && this.#permissions.size >= MAX_PERMISSIONS) return false;
    this.#permissions.set(address, now + PERMISSION_MS);
    return true;
  }

  isPermitted(address: string, now: number): boolean {
    return (this.#permissions.get(address) ?? 0) > now;
  }

  /**
   * Binds or refreshes a channel. False where the number or the peer is bound otherwise
   * (RFC 8656 section 12.2), or where there are too many.
   */
  bind(number: number, peer: TransportAddress, now: number): boolean {
    const bound = this.#live(number, now);
    const known = this.#numbers.get(textOf(peer));
    const isTaken = bound !== undefined && textOf(bound.peer) !== textOf(peer);
    if (isTaken || (known !== undefined && known !== number && this.#live(known, now) !== undefined))
      return false;
    if (bound === undefined && this.#channels.size >= MAX_CHANNELS) return false;
    this.#channels.set(number, { peer, expiresAt: now + CHANNEL_MS });
    this.#numbers.set(textOf(peer), number);
    return this.permit(peer.address, now);
  }

  /** The peer of a channel, or undefined. */
  peerOf(number: number, now: number): TransportAddress | undefined {
    return this.#live(number, now)?.peer;
  }

  /** The channel of a peer, or undefined. */
  channelOf(peer: TransportAddress, now: number): number | undefined {
    const number = this.#numbers.get(textOf(peer));
    return number === undefined || this.#live(number, now) === undefined ? undefined : number;
  }

  /** Forgets what has expired. */
  sweep(now: number): void {
    for (const [address, expiresAt] of this.#permissions)
      if (expiresAt <= now) this.#permissions.delete(address);
    for (const number of this.#channels.keys()) this.#live(number, now);
  }

  #live(number: number, now: number): Channel | undefined {
    const channel = this.#channels.get(number);
    if (channel === undefined || channel.expiresAt > now) return channel;
    this.#channels.delete(number);
    if (this.#numbers.get(textOf(channel.peer)) === number) this.#numbers.delete(textOf(channel.peer));
    return undefined;
  }
}
