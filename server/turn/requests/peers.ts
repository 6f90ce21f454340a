// CreatePermission and ChannelBind (RFC 8656 sections 10.2 and 12.2): whom a client may talk to.
import { isIPv4 } from 'node:net';
import { ATTRIBUTE } from '../../stun/attributes.ts';
import { FIRST_CHANNEL, LAST_CHANNEL } from '../../stun/channel-data.ts';
import { attributeOf, type StunMessage } from '../../stun/message.ts';
import { decodeXorAddress, type TransportAddress } from '../../stun/values.ts';
import type { KnownRequest, TurnAnswer, TurnContext } from './context.ts';

function peersOf(message: StunMessage): (TransportAddress | undefined)[] {
  return message.attributes
    .filter(({ type }) => type === ATTRIBUTE.xorPeerAddress)
    .map(({ value }) => decodeXorAddress(value, message.transactionId));
}

/** Permits every address in the request, or none of them. Errors 400, 403, 437, 441, 443, 508. */
export function createPermission(
  context: TurnContext,
  { client, message, username }: KnownRequest,
): TurnAnswer {
  const allocation = context.allocations.of(client.key);
  if (allocation === undefined) return { error: 437 };
  if (allocation.username !== username) return { error: 441 };
  const found = peersOf(message);
  const peers = found.filter((peer) => peer !== undefined);
  if (peers.length === 0 || peers.length !== found.length) return { error: 400 };
  if (peers.some(({ address }) => !isIPv4(address))) return { error: 443 };
  if (peers.some(({ address }) => !context.policy.allowsAddress(address))) return { error: 403 };
  const now = context.clock();
  return peers.every(({ address }) => allocation.permit(address, now)) ? { attributes: [] } : { error: 508 };
}

/** Binds a channel to a peer. Errors 400, 403, 437, 441, 443. */
export function channelBind(context: TurnContext, { client, message, username }: KnownRequest): TurnAnswer {
  const allocation = context.allocations.of(client.key);
  if (allocation === undefined) return { error: 437 };
  if (allocation.username !== username) return { error: 441 };
  const number = attributeOf(message, ATTRIBUTE.channelNumber);
  const peer = peersOf(message)[0];
  if (number?.length !== 4 || peer === undefined) return { error: 400 };
  const channel = number.readUInt16BE(0);
  if (channel < FIRST_CHANNEL || channel > LAST_CHANNEL) return { error: 400 };
  if (!isIPv4(peer.address)) return { error: 443 };
  if (!context.policy.allows(peer.address, peer.port)) return { error: 403 };
  return allocation.bind(channel, peer, context.clock()) ? { attributes: [] } : { error: 400 };
}
