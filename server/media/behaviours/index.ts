// Which code of the number table behaves how once answered, and which is refused. Owns the pairing only.
import type { NumberCode } from '../numbers.ts';
import type { Behaviour } from './behaviour.ts';
import { choppy } from './choppy.ts';
import { drops, dropsUntilRestart } from './drops.ts';
import { echoBehaviour } from './echo.ts';
import { downlinkLost, uplinkLost } from './one-way.ts';
import { silenceBehaviour, toneBehaviour } from './steady.ts';
import { undecodable, wrongKey } from './unusable.ts';
import { waits } from './waits.ts';

const BEHAVIOURS: Readonly<Partial<Record<NumberCode, Behaviour>>> = {
  tone: toneBehaviour,
  'uplink-lost': uplinkLost,
  'downlink-lost': downlinkLost,
  drops,
  choppy,
  silence: silenceBehaviour,
  'no-ice': downlinkLost,
  'drops-until-restart': dropsUntilRestart,
  'calls-back': toneBehaviour,
  'early-media': toneBehaviour,
  'early-without-ringing': toneBehaviour,
  'private-addresses': downlinkLost,
  undecodable,
  'wrong-key': wrongKey,
  waits,
};

/** What a number does with the sound once answered: an echo unless it says otherwise. */
export function behaviourOf(code: NumberCode): Behaviour {
  return BEHAVIOURS[code] ?? echoBehaviour;
}

const REFUSALS: Readonly<Partial<Record<NumberCode, number>>> = {
  busy: 486,
  declined: 603,
  'not-found': 404,
  'needs-timer': 421,
  'needs-100rel': 421,
};

/** The status that a code which is never answered gets; undefined for one that rings for ever or is answered. */
export function refusalOf(code: NumberCode): number | undefined {
  return REFUSALS[code] ?? (code.startsWith('calls-') && code !== 'calls-back' ? 486 : undefined);
}

/** What a code asks of whoever speaks with it (RFC 3261 section 20.32): the option tag of a Require header. */
export function requiredBy(code: NumberCode): 'timer' | '100rel' | undefined {
  if (code.endsWith('-timer')) return 'timer';
  return code.endsWith('-100rel') ? '100rel' : undefined;
}
