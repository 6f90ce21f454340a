// Messages by what they belong to: each call by its Call-ID, the registration, keep-alives, and the rest; and the filter.
import type { TraceEntry, TraceTopic } from './trace-entry.ts';

export interface TraceGroup {
  /** A call's own id, or its Call-ID in messages from before they named their call; else the topic. */
  readonly key: string;
  readonly topic: TraceTopic;
  /** User part of the other party of a call; empty for other topics. */
  readonly party: string;
  /** The Call-IDs of a call (RFC 3261 8.1.1.4): another where it was dialled anew or its other end exchanged; empty for other topics. */
  readonly sipCallIds: readonly string[];
  /** In the order of time; at least one. */
  readonly entries: readonly TraceEntry[];
}

export interface TraceFilter {
  /** Every word of it must stand somewhere in a message, in whatever case. */
  readonly text: string;
  readonly topics: ReadonlySet<TraceTopic>;
  readonly directions: ReadonlySet<'in' | 'out'>;
}

/** What is shown until a person chooses: everything but keep-alives. */
export const DEFAULT_FILTER: TraceFilter = {
  text: '',
  topics: new Set(['call', 'registration', 'other']),
  directions: new Set(['in', 'out']),
};

/** A filter that everything passes. */
export const EVERYTHING: TraceFilter = {
  ...DEFAULT_FILTER,
  topics: new Set(['call', 'registration', 'keepAlive', 'other']),
};

/** The other party of a message: To of what we asked, From of what we were asked. */
function partyOf({ kind, direction, from, to }: TraceEntry): string {
  const ours = (kind === 'request') === (direction === 'out');
  return ours ? to : from;
}

const dialogOf = ({ accountId = '', sipCallId }: TraceEntry): string => `${accountId} ${sipCallId}`;

/** Which call each message belongs to: its own id, or what stands for it; undefined for none. */
function ownersIn(trace: readonly TraceEntry[]): (entry: TraceEntry) => string | undefined {
  const owners = new Map<string, string>();
  for (const entry of trace) {
    if (entry.callId !== undefined) owners.set(dialogOf(entry), entry.callId);
    else if (entry.topic === 'call' && entry.sipCallId !== '' && !owners.has(dialogOf(entry)))
      owners.set(dialogOf(entry), entry.sipCallId);
  }
  return (entry) => entry.callId ?? owners.get(dialogOf(entry));
}

function groupOf(key: string, entries: readonly TraceEntry[]): TraceGroup {
  const [first] = entries;
  if (!key.startsWith('call ') || first === undefined)
    return { key, topic: first?.topic ?? 'other', party: '', sipCallIds: [], entries };
  const sipCallIds = [...new Set(entries.map(({ sipCallId }) => sipCallId))].filter((id) => id !== '');
  return { key: key.slice('call '.length), topic: 'call', party: partyOf(first), sipCallIds, entries };
}

/** The groups, the one with the newest message first. A NOTIFY or OPTIONS inside a call belongs to the call. */
export function groupTrace(trace: readonly TraceEntry[]): readonly TraceGroup[] {
  const ownerOf = ownersIn(trace);
  const groups = new Map<string, TraceEntry[]>();
  for (const entry of trace) {
    const owner = ownerOf(entry);
    const key = owner === undefined ? entry.topic : `call ${owner}`;
    const entries = groups.get(key) ?? [];
    entries.push(entry);
    // Set anew, so that the group moves behind those whose last message is older.
    groups.delete(key);
    groups.set(key, entries);
  }
  return [...groups].map(([key, entries]) => groupOf(key, entries)).reverse();
}

/** The groups with only those messages that pass; groups without any are left out. */
export function filterGroups(groups: readonly TraceGroup[], filter: TraceFilter): readonly TraceGroup[] {
  const words = filter.text.toLowerCase().split(/\s+/u).filter(Boolean);
  const passes = ({ text, server, direction, callId = '' }: TraceEntry): boolean => {
    if (!filter.directions.has(direction)) return false;
    if (words.length === 0) return true;
    const searched = `${text}\n${server}\n${callId}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  };
  return groups
    .filter(({ topic }) => filter.topics.has(topic))
    .map((group) => ({ ...group, entries: group.entries.filter(passes) }))
    .filter(({ entries }) => entries.length > 0);
}
