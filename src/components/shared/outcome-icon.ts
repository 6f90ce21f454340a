// The shape that goes with what became of a call; words always stand beside it.
import type { HistoryEntry } from '../../phone/history.ts';
import type { IconName } from './all-icons.ts';

type Outcome = Pick<HistoryEntry, 'direction' | 'outcome'>;

/** True where they did not take the call: busy, declined, not found and the like look the same. */
function refused({ direction, outcome }: Outcome): boolean {
  return outcome === 'failed' || (outcome === 'declined' && direction === 'outgoing');
}

/** The icon of a history entry. */
export function outcomeIcon(entry: Outcome): IconName {
  if (entry.outcome === 'missed') return 'missed';
  if (refused(entry)) return 'warning';
  return entry.direction === 'outgoing' ? 'outgoing' : 'incoming';
}

/** The class of its glyph: `bad` where nobody talked and somebody wanted to. */
export function outcomeMood(entry: Outcome): 'bad' | 'plain' {
  return entry.outcome === 'missed' || refused(entry) ? 'bad' : 'plain';
}
