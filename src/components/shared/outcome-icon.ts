// The shape that goes with what became of a call; words always stand beside it.
import type { HistoryEntry } from '../../phone/history.ts';
import type { IconName } from './icons.ts';

/** The icon of a history entry. */
export function outcomeIcon(entry: Pick<HistoryEntry, 'direction' | 'outcome'>): IconName {
  if (entry.outcome === 'missed') return 'missed';
  if (entry.outcome === 'failed') return 'warning';
  return entry.direction === 'outgoing' ? 'outgoing' : 'incoming';
}
