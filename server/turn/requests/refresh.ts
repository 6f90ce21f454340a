// Refresh (RFC 8656 section 8.2). Without LIFETIME it renews; only LIFETIME 0 deletes.
import { ATTRIBUTE } from '../../stun/attributes.ts';
import { encodeUint32 } from '../../stun/values.ts';
import type { KnownRequest, TurnAnswer, TurnContext } from './context.ts';
import { grantedLifetime, wantedLifetime } from './lifetime.ts';

/** Renews or deletes the client's allocation. Errors 400, 437, 441. */
export function refresh(context: TurnContext, { client, message, username }: KnownRequest): TurnAnswer {
  const allocation = context.allocations.of(client.key);
  if (allocation === undefined) return { error: 437 };
  if (allocation.username !== username) return { error: 441 };
  const wanted = wantedLifetime(message);
  if (wanted === 'malformed') return { error: 400 };
  const granted = wanted === 0 ? 0 : grantedLifetime(wanted);
  if (granted === 0) context.allocations.remove(client.key);
  else allocation.expiresAt = context.clock() + granted * 1000;
  return { attributes: [{ type: ATTRIBUTE.lifetime, value: encodeUint32(granted) }] };
}
