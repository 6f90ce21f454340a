// The shape that goes with what became of a call; words always stand beside it.
import type { HistoryEntry } from '../../phone/history.ts';
import type { IconName } from './all-icons.ts';

type Outcome = Pick<HistoryEntry, 'direction' | 'outcome' | 'cause'>;

/** What a person, their phone or their number answers: an answer, not a fault of anything. */
const ANSWERS: readonly HistoryEntry['cause'][] = [
  'busy',
  'declined',
  'noAnswer',
  'unavailable',
  'notFound',
  'addressIncomplete',
  'moved',
  'cancelled',
  'answeredElsewhere',
];

type Kind = 'missed' | 'refused' | 'fault' | 'plain';

function kindOf({ direction, outcome, cause }: Outcome): Kind {
  if (outcome === 'missed') return 'missed';
  if (outcome === 'declined') return direction === 'outgoing' ? 'refused' : 'plain';
  if (outcome !== 'failed') return 'plain';
  return ANSWERS.includes(cause) ? 'refused' : 'fault';
}

/** The icon of a history entry. */
export function outcomeIcon(entry: Outcome): IconName {
  const kind = kindOf(entry);
  if (kind === 'fault') return 'warning';
  if (kind !== 'plain') return kind;
  return entry.direction === 'outgoing' ? 'outgoing' : 'incoming';
}

/** The class of its glyph: `bad` where something failed, or a call was missed; they may answer no, which is calm. */
export function outcomeMood(entry: Outcome): 'bad' | 'plain' {
  const kind = kindOf(entry);
  return kind === 'fault' || kind === 'missed' ? 'bad' : 'plain';
}
