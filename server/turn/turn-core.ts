// The STUN and TURN server without its sockets (RFC 8489, RFC 8656): one `receive` for each message of a client.
// Owns the order of the checks; single methods are in requests/, data in relaying.ts.
import { systemClock, type Clock } from '../shared/clock.ts';
import { Nonces } from '../shared/nonces.ts';
import { ATTRIBUTE, METHOD, UNDERSTOOD } from '../stun/attributes.ts';
import {
  decodeStun,
  encodeStun,
  fingerprintOf,
  type StunAttribute,
  type StunMessage,
} from '../stun/message.ts';
import { encodeErrorCode, encodeXorAddress } from '../stun/values.ts';
import { Allocations, type AllocationLimits } from './allocations.ts';
import { identify } from './authentication.ts';
import type { TurnClient } from './client.ts';
import type { CredentialStore } from './credentials.ts';
import type { PeerPolicy } from './peer-policy.ts';
import type { OpenRelay } from './relay.ts';
import { deliverPeerData, relayChannelData, relaySend } from './relaying.ts';
import { allocate } from './requests/allocate.ts';
import { TURN_METHODS, type KnownRequest, type TurnAnswer, type TurnContext } from './requests/context.ts';
import { channelBind, createPermission } from './requests/peers.ts';
import { refresh } from './requests/refresh.ts';
import { ResponseCache } from './response-cache.ts';

export interface TurnCoreOptions {
  readonly credentials: CredentialStore;
  readonly policy: PeerPolicy;
  readonly openRelay: OpenRelay;
  readonly limits?: AllocationLimits;
  readonly nonceLifetimeMs?: number;
  readonly clock?: Clock;
  readonly onError?: (error: unknown) => void;
}

const DEFAULT_LIMITS: AllocationLimits = { perAccount: 40, total: 400 };
const SOFTWARE = { type: ATTRIBUTE.software, value: Buffer.from('Bothways demo') };

export class TurnCore {
  readonly #context: TurnContext;
  readonly #nonces: Nonces;
  readonly #cache: ResponseCache;
  readonly #pending = new Set<string>();

  constructor(private readonly options: TurnCoreOptions) {
    const clock = options.clock ?? systemClock;
    this.#nonces = new Nonces({ lifetimeMs: options.nonceLifetimeMs ?? 3_600_000, clock });
    this.#cache = new ResponseCache(clock);
    this.#context = {
      allocations: new Allocations(options.limits ?? DEFAULT_LIMITS, clock),
      policy: options.policy,
      openRelay: options.openRelay,
      clock,
      onPeerData: (client, data, peer) => {
        deliverPeerData(this.#context, client, data, peer);
      },
    };
  }

  /** How many allocations are open. */
  get allocationCount(): number {
    return this.#context.allocations.size;
  }

  /** Whether a client has an allocation now. */
  hasAllocation(client: TurnClient): boolean {
    return this.#context.allocations.of(client.key) !== undefined;
  }

  /** Takes one message of a client. What is neither STUN nor ChannelData is dropped. */
  receive(client: TurnClient, bytes: Buffer): void {
    if (((bytes[0] ?? 0xff) & 0xf0) === 0x40) {
      relayChannelData(this.#context, client, bytes);
      return;
    }
    const message = decodeStun(bytes);
    if (message === undefined || fingerprintOf(bytes) === 'wrong') return;
    if (message.class === 'indication' && message.method === METHOD.send)
      relaySend(this.#context, client, message);
    if (message.class === 'request') this.#request(client, message, bytes);
  }

  /** A stream has ended: its allocation ends too. */
  disconnected(client: TurnClient): void {
    this.#context.allocations.remove(client.key);
  }

  /** Ends what has expired; call it about once a second. */
  sweep(): void {
    this.#context.allocations.sweep();
    this.#cache.sweep();
  }

  close(): void {
    this.#context.allocations.removeAll();
  }

  #request(client: TurnClient, message: StunMessage, bytes: Buffer): void {
    const unknown = message.attributes.filter(({ type }) => type < 0x8000 && !UNDERSTOOD.has(type));
    if (message.method === METHOD.binding) this.#binding(client, message, unknown);
    else if (TURN_METHODS.has(message.method)) this.#known(client, message, bytes, unknown);
    else this.#error(client, message, 400);
  }

  #binding(client: TurnClient, message: StunMessage, unknown: readonly StunAttribute[]): void {
    if (unknown.length > 0) {
      this.#error(client, message, 420, undefined, unknown);
      return;
    }
    const value = encodeXorAddress(client.remote, message.transactionId);
    this.#success(client, message, [{ type: ATTRIBUTE.xorMappedAddress, value }]);
  }

  #known(client: TurnClient, message: StunMessage, bytes: Buffer, unknown: readonly StunAttribute[]): void {
    const identity = identify(message, bytes, this.options.credentials, this.#nonces);
    if (identity.kind === 'refused') {
      this.#error(client, message, identity.error);
      return;
    }
    const { key, username, account } = identity;
    if (unknown.length > 0) {
      this.#error(client, message, 420, key, unknown);
      return;
    }
    const transaction = `${client.key}|${message.transactionId.toString('hex')}`;
    const cached = this.#cache.find(transaction);
    if (cached !== undefined) client.send(cached);
    else if (!this.#pending.has(transaction))
      this.#serve({ client, message, username, account }, key, transaction);
  }

  #serve(request: KnownRequest, key: Buffer, transaction: string): void {
    const { client, message } = request;
    this.#pending.add(transaction);
    this.#answer(request)
      .then((answer) => {
        const bytes =
          'error' in answer
            ? this.#error(client, message, answer.error, key)
            : this.#success(client, message, answer.attributes, key);
        this.#cache.keep(transaction, bytes);
      })
      .catch((error: unknown) => this.options.onError?.(error))
      .finally(() => this.#pending.delete(transaction));
  }

  async #answer(request: KnownRequest): Promise<TurnAnswer> {
    const { method } = request.message;
    if (method === METHOD.allocate) return allocate(this.#context, request);
    if (method === METHOD.refresh) return refresh(this.#context, request);
    if (method === METHOD.createPermission) return createPermission(this.#context, request);
    return channelBind(this.#context, request);
  }

  #success(
    client: TurnClient,
    message: StunMessage,
    attributes: readonly StunAttribute[],
    key?: Buffer,
  ): Buffer {
    const answer: StunMessage = { ...message, class: 'success', attributes: [...attributes, SOFTWARE] };
    const bytes = encodeStun(answer, { key, fingerprint: true });
    client.send(bytes);
    return bytes;
  }

  #error(
    client: TurnClient,
    message: StunMessage,
    code: number,
    key?: Buffer,
    unknown: readonly StunAttribute[] = [],
  ): Buffer {
    const attributes: StunAttribute[] = [{ type: ATTRIBUTE.errorCode, value: encodeErrorCode(code) }];
    if (code === 401 || code === 438) {
      attributes.push({ type: ATTRIBUTE.realm, value: Buffer.from(this.options.credentials.realm) });
      attributes.push({ type: ATTRIBUTE.nonce, value: Buffer.from(this.#nonces.issue()) });
    }
    if (unknown.length > 0) {
      const types = Buffer.alloc(unknown.length * 2);
      unknown.forEach(({ type }, index) => types.writeUInt16BE(type, index * 2));
      attributes.push({ type: ATTRIBUTE.unknownAttributes, value: types });
    }
    const bytes = encodeStun({ ...message, class: 'error', attributes }, { key, fingerprint: true });
    client.send(bytes);
    return bytes;
  }
}
