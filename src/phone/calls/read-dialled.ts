// Whom to call: parses what was typed or pasted into a target. It can't ask the person, so what may mean several numbers is
// refused.
import type { Call } from '../../sip/call-state.ts';
import type { AfterAnswer, DialTarget } from '../../sip/dial/dial-reading.ts';
import { PAUSE_MS, type PendingKeys } from '../../sip/dtmf.ts';
import { parseSipUri } from '../../sip/sip-uri.ts';

/** Whom to call, and what is to be sent behind the number once they answer. */
export type Outgoing = Pick<Call, 'remote' | 'keys' | 'consultsFor'> & {
  /** What to call, where it is not the address that is shown: a SIP URI. */
  readonly target?: string;
};

export type DialledReading =
  | { readonly kind: 'target'; readonly outgoing: Outgoing }
  | { readonly kind: 'empty' }
  | { readonly kind: 'bad' };

function pendingKeys({ kind, keys, afterMs }: AfterAnswer): PendingKeys {
  if (afterMs === undefined) return { kind, keys, phase: 'waiting' };
  return { kind, keys: ','.repeat(Math.round(afterMs / PAUSE_MS)) + keys, phase: 'going' };
}

function outgoingTo({ uri, shown, after }: DialTarget): Outgoing {
  const remote = { uri, user: parseSipUri(uri)?.user ?? shown, displayName: '' };
  return after === undefined ? { remote } : { remote, keys: pendingKeys(after) };
}

/** `ownDomain`: where numbers without a host go. */
export async function readDialled(called: string | DialTarget, ownDomain: string): Promise<DialledReading> {
  if (typeof called !== 'string') return { kind: 'target', outgoing: outgoingTo(called) };
  const { readDial } = await import('../../sip/dial/read-dial.ts');
  const reading = readDial(called, ownDomain);
  if (reading.kind === 'target') return { kind: 'target', outgoing: outgoingTo(reading) };
  return { kind: reading.kind === 'empty' ? 'empty' : 'bad' };
}
