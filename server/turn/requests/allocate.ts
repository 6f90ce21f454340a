// Allocate (RFC 8656 section 7.2). UDP relays of IPv4 only: EVEN-PORT, RESERVATION-TOKEN and IPv6 are refused.
import { ATTRIBUTE } from '../../stun/attributes.ts';
import { attributeOf, type StunMessage } from '../../stun/message.ts';
import { encodeUint32, encodeXorAddress } from '../../stun/values.ts';
import { Allocation } from '../allocation.ts';
import type { KnownRequest, TurnAnswer, TurnContext } from './context.ts';
import { grantedLifetime, wantedLifetime } from './lifetime.ts';

const UDP = 17;
const IPV4 = 1;

function defectOf(message: StunMessage): number | undefined {
  const transport = attributeOf(message, ATTRIBUTE.requestedTransport);
  if (transport?.length !== 4) return 400;
  if (transport[0] !== UDP) return 442;
  const family = attributeOf(message, ATTRIBUTE.requestedAddressFamily);
  return family !== undefined && family[0] !== IPV4 ? 440 : undefined;
}

function answerFor(allocation: Allocation, lifetime: number, message: StunMessage): TurnAnswer {
  const { transactionId } = message;
  return {
    attributes: [
      { type: ATTRIBUTE.xorRelayedAddress, value: encodeXorAddress(allocation.relay.address, transactionId) },
      { type: ATTRIBUTE.lifetime, value: encodeUint32(lifetime) },
      { type: ATTRIBUTE.xorMappedAddress, value: encodeXorAddress(allocation.client.remote, transactionId) },
    ],
  };
}

/** Opens a relay for a client that has none. Errors 400, 437, 440, 442, 486, 508. */
export async function allocate(context: TurnContext, request: KnownRequest): Promise<TurnAnswer> {
  const { client, message, username, account } = request;
  if (context.allocations.of(client.key) !== undefined) return { error: 437 };
  const defect = defectOf(message);
  if (defect !== undefined) return { error: defect };
  const wanted = wantedLifetime(message);
  if (wanted === 'malformed') return { error: 400 };
  const obstacle = context.allocations.obstacleFor(account);
  if (obstacle !== undefined) return { error: obstacle };
  const relay = await context.openRelay((data, peer) => {
    context.onPeerData(client, data, peer);
  });
  if (relay === undefined) return { error: 508 };
  const obstacleNow = client.isClosed() ? 508 : context.allocations.obstacleFor(account);
  if (obstacleNow !== undefined || context.allocations.of(client.key) !== undefined) {
    relay.close();
    return { error: obstacleNow ?? 437 };
  }
  const allocation = new Allocation(client, username, account, relay);
  const lifetime = grantedLifetime(wanted);
  allocation.expiresAt = context.clock() + lifetime * 1000;
  context.allocations.add(allocation);
  return answerFor(allocation, lifetime, message);
}
