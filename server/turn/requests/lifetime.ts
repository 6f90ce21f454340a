// How long an allocation lives (RFC 8656 sections 7.2 and 8.2). Seconds; pure.
import { ATTRIBUTE } from '../../stun/attributes.ts';
import { attributeOf, type StunMessage } from '../../stun/message.ts';

export const DEFAULT_LIFETIME = 600;
export const MAX_LIFETIME = 3600;

/** The LIFETIME asked for, `default` where there is none (it does not mean zero), 'malformed' where it has no 4 bytes. */
export function wantedLifetime(message: StunMessage): number | 'malformed' {
  const value = attributeOf(message, ATTRIBUTE.lifetime);
  if (value === undefined) return DEFAULT_LIFETIME;
  return value.length === 4 ? value.readUInt32BE(0) : 'malformed';
}

/** The lifetime granted for a wish above zero. */
export function grantedLifetime(wanted: number): number {
  return Math.min(Math.max(wanted, DEFAULT_LIFETIME), MAX_LIFETIME);
}
