// Which way sound goes, read from descriptions: the one rule behind "they put you on hold" (RFC 3264 5.1, 6.1, 8.4). Pure.
import { isUsed, readDescription, valuesOf, type Description, type Section } from './sections.ts';

/** Seen from the side whose description says it (RFC 8866 6.7). */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

export interface Ways {
  readonly sends: boolean;
  readonly receives: boolean;
}

/** What the far side does with the sound. */
export interface RemoteStance {
  /** It takes nothing of what we say: we are on hold, with music or without (RFC 3264 8.4). */
  readonly holds: boolean;
  /** It hears us and says nothing, though we would listen. */
  readonly onlyListens: boolean;
}

const ATTRIBUTE = /^a=(sendrecv|sendonly|recvonly|inactive)$/iu;
/** The port of a description that has no candidates yet (RFC 8840 4.1.1), together with the address of nobody. */
const DISCARD_PORT = 9;

export const waysOf = (direction: Direction): Ways => ({
  sends: direction.startsWith('send'),
  receives: direction.endsWith('recv') || direction === 'recvonly',
});

function directionOfWays({ sends, receives }: Ways): Direction {
  if (sends) return receives ? 'sendrecv' : 'sendonly';
  return receives ? 'recvonly' : 'inactive';
}

/** The last one counts where there are several, as in a browser. */
function attributeIn(lines: readonly string[]): Direction | undefined {
  const found = lines.map((line) => ATTRIBUTE.exec(line)?.[1]).filter((each) => each !== undefined);
  return found.at(-1)?.toLowerCase() as Direction | undefined;
}

/** The address of nobody: 0.0.0.0, or `::` in any of its spellings. */
function isNobody(line: string): boolean {
  const [, , address = ''] = line.slice(2).trim().split(/\s+/u);
  const [bare = ''] = address.split('/');
  return bare === '0.0.0.0' || (bare.includes(':') && /^[0:]+$/u.test(bare));
}

/**
 * The hold of RFC 2543 (RFC 3264 8.4): sound is wanted nowhere. A description whose candidates are still to come, or are hidden behind
 * names (mDNS), shows the same address for another reason: on the discard port, or beside a host name.
 */
function isOldHold(session: readonly string[], { port, lines }: Section): boolean {
  const own = lines.filter((line) => line.startsWith('c='));
  const addresses = own.length > 0 ? own : session.filter((line) => line.startsWith('c='));
  if (addresses.length === 0 || !addresses.every(isNobody)) return false;
  const isHidden = valuesOf(lines, 'candidate').some((value) =>
    /\.local$/iu.test(value.split(/\s+/u)[4] ?? ''),
  );
  return port !== DISCARD_PORT && !isHidden;
}

/** No bandwidth at all is taken: the same in other words (RFC 8866 5.8). */
const isWithoutBandwidth = (lines: readonly string[]): boolean =>
  lines.some((line) => /^b=(?:AS|TIAS|CT):0+$/iu.test(line));

/** The direction of one section, whichever way it is told. */
export function directionOf({ session }: Description, section: Section): Direction {
  if (!isUsed(section)) return 'inactive';
  const said = waysOf(attributeIn(section.lines) ?? attributeIn(session) ?? 'sendrecv');
  const takesNothing = isOldHold(session, section) || isWithoutBandwidth(section.lines);
  return directionOfWays({ sends: said.sends, receives: said.receives && !takesNothing });
}

/** What a whole description says of sound: of several audio sections in use the livelier counts; undefined where it has none at all. */
export function soundDirection(sdp: string): Direction | undefined {
  const description = readDescription(sdp);
  const all = description.sections
    .filter(({ media }) => media === 'audio')
    .map((section) => waysOf(directionOf(description, section)));
  if (all.length === 0) return undefined;
  return directionOfWays({
    sends: all.some(({ sends }) => sends),
    receives: all.some(({ receives }) => receives),
  });
}

/** A description in force, and whether it was the offer or the answer. */
export interface InForce {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
}

/** Nothing was said of the sound. */
export const NEUTRAL: RemoteStance = { holds: false, onlyListens: false };

/**
 * What the far side does, by the two descriptions in force; `before`: what it did until then. Who answers our own hold sends nothing
 * because we asked for it, and may take nothing of it either (RFC 3264 6.1): that alone is no hold of theirs.
 */
export function remoteStance(
  local: string | undefined,
  remote: InForce | undefined,
  before: RemoteStance,
): RemoteStance {
  const theirs = soundDirection(remote?.sdp ?? '');
  if (theirs === undefined || remote === undefined) return NEUTRAL;
  const { sends, receives } = waysOf(theirs);
  const ours = waysOf(soundDirection(local ?? '') ?? 'sendrecv');
  const wasAsked = remote.type === 'answer' && !ours.receives;
  return {
    holds: receives ? false : wasAsked ? before.holds : true,
    onlyListens: receives && !sends && !wasAsked,
  };
}
