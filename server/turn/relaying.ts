// Data in both directions: Send and Data indications, ChannelData (RFC 8656 sections 11 and 12).
// Owns the checks on each packet; what is not permitted is dropped without a word.
import { ATTRIBUTE, METHOD } from '../stun/attributes.ts';
import { decodeChannelData, encodeChannelData } from '../stun/channel-data.ts';
import { attributeOf, encodeStun, type StunMessage } from '../stun/message.ts';
import { decodeXorAddress, encodeXorAddress, type TransportAddress } from '../stun/values.ts';
import { randomBytes } from 'node:crypto';
import type { TurnClient } from './client.ts';
import type { TurnContext } from './requests/context.ts';

function relayTo(context: TurnContext, client: TurnClient, peer: TransportAddress, data: Buffer): void {
  const allocation = context.allocations.of(client.key);
  if (allocation?.isPermitted(peer.address, context.clock()) !== true) return;
  if (context.policy.allows(peer.address, peer.port)) allocation.relay.send(data, peer);
}

/** A Send indication of a client. */
export function relaySend(context: TurnContext, client: TurnClient, message: StunMessage): void {
  const peerValue = attributeOf(message, ATTRIBUTE.xorPeerAddress);
  const data = attributeOf(message, ATTRIBUTE.data);
  const peer = peerValue === undefined ? undefined : decodeXorAddress(peerValue, message.transactionId);
  if (peer !== undefined && data !== undefined) relayTo(context, client, peer, data);
}

/** ChannelData of a client. */
export function relayChannelData(context: TurnContext, client: TurnClient, bytes: Buffer): void {
  const frame = decodeChannelData(bytes);
  if (frame === undefined) return;
  const peer = context.allocations.of(client.key)?.peerOf(frame.channel, context.clock());
  if (peer !== undefined) relayTo(context, client, peer, frame.data);
}

/** A packet that a peer sent to a client's relay. */
export function deliverPeerData(
  context: TurnContext,
  client: TurnClient,
  data: Buffer,
  peer: TransportAddress,
): void {
  const now = context.clock();
  const allocation = context.allocations.of(client.key);
  if (allocation?.isPermitted(peer.address, now) !== true) return;
  const channel = allocation.channelOf(peer, now);
  if (channel !== undefined) {
    client.send(encodeChannelData({ channel, data }, client.isStream));
    return;
  }
  const transactionId = randomBytes(12);
  const attributes = [
    { type: ATTRIBUTE.xorPeerAddress, value: encodeXorAddress(peer, transactionId) },
    { type: ATTRIBUTE.data, value: data },
  ];
  client.send(encodeStun({ class: 'indication', method: METHOD.data, transactionId, attributes }));
}
