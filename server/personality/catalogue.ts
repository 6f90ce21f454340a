// Every personality by its name.
// Owns the list, and what is said to somebody who asks for one that is not in it.
import { ASTERISK } from './asterisk/asterisk.ts';
import { DEMO } from './demo.ts';
import { FREESWITCH } from './freeswitch/freeswitch.ts';
import { JANUS } from './janus.ts';
import { KAMAILIO } from './kamailio.ts';
import { OPENSIPS } from './opensips.ts';
import { SBC } from './sbc.ts';
import { THREECX } from './threecx.ts';
import type { Personality } from './personality.ts';

export const PERSONALITIES: readonly Personality[] = [
  DEMO,
  ASTERISK,
  FREESWITCH,
  KAMAILIO,
  OPENSIPS,
  JANUS,
  THREECX,
  SBC,
];

/** The personality of a name, upper or lower case. Throws a RangeError that names the known ones. */
export function personalityOf(name: string): Personality {
  const found = PERSONALITIES.find((one) => one.name === name.toLowerCase());
  if (found !== undefined) return found;
  const known = PERSONALITIES.map((one) => one.name).join(', ');
  throw new RangeError(`nothing is known of a server named "${name}"; --like takes ${known}`);
}
