// How a verdict is drawn: places become points along the line, 0 at you to 1 at them.
import type { DirectionFinding, Place, Verdict } from '../../../diagnosis/verdict.ts';

/** One lane: its flow, where it is interrupted, 0 at you to 1 at them, and whether sound travels on it as far as that. */
export interface Lane {
  readonly flow: DirectionFinding['flow'];
  readonly breakAt: number | undefined;
  readonly moves: boolean;
}

export interface PathPicture {
  readonly out: Lane;
  readonly back: Lane;
  readonly middle: 'unknown' | 'direct' | 'relay';
}

const AT_NETWORK = 0.3;
const AT_RELAY = 0.7;
/** What breaks breaks beside a stop, not on it. */
const POINTS: Readonly<Record<Place, number>> = {
  you: 0.1,
  network: AT_NETWORK,
  server: 0.5,
  between: 0.5,
  them: 0.9,
};

/**
 * Where the stops stand, 0 at you to 1 at them: your network, and the relay where there is one. The server carries the signals,
 * not the sound, and what is direct has no stop between the networks.
 */
export function stopsOf(middle: PathPicture['middle']): readonly number[] {
  return middle === 'relay' ? [AT_NETWORK, AT_RELAY] : [AT_NETWORK];
}

function middleOf(path: Verdict['path']): PathPicture['middle'] {
  if (path === 'unknown' || path === 'none') return 'unknown';
  return path === 'direct' ? path : 'relay';
}

const MOVING: readonly DirectionFinding['flow'][] = ['flowing', 'sent', 'unconfirmed', 'unheard'];

/** Your sound that is lost further on is seen until there; of theirs nothing is known. */
function laneOf({ flow, breaksAt }: DirectionFinding, isYours: boolean): Lane {
  const isLostLater = isYours && flow === 'stopped' && (breaksAt === 'between' || breaksAt === 'them');
  return {
    flow,
    breakAt: breaksAt === undefined ? undefined : POINTS[breaksAt],
    moves: isLostLater || MOVING.includes(flow),
  };
}

/** The picture of a live call's path. */
export function pathPicture({
  youToThem,
  themToYou,
  path,
}: Pick<Verdict, 'youToThem' | 'themToYou' | 'path'>): PathPicture {
  return { out: laneOf(youToThem, true), back: laneOf(themToYou, false), middle: middleOf(path) };
}
