// Which code of the number table behaves how once answered. Owns the pairing only.
import type { NumberCode } from '../numbers.ts';
import type { Behaviour } from './behaviour.ts';
import { choppy } from './choppy.ts';
import { drops, dropsUntilRestart } from './drops.ts';
import { echoBehaviour } from './echo.ts';
import { downlinkLost, uplinkLost } from './one-way.ts';
import { silenceBehaviour, toneBehaviour } from './steady.ts';

/** Codes that are answered. */
export type AnsweredCode = Exclude<NumberCode, 'busy' | 'rings' | 'declined' | 'not-found'>;

export const BEHAVIOURS: Readonly<Record<AnsweredCode, Behaviour>> = {
  echo: echoBehaviour,
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
};

/** The status that a code which is never answered gets; undefined for one that rings for ever or is answered. */
export function refusalOf(code: NumberCode): 404 | 486 | 603 | undefined {
  if (code === 'busy') return 486;
  if (code === 'declined') return 603;
  return code === 'not-found' ? 404 : undefined;
}
