// Messages by what they belong to: each call by its Call-ID, the registration, keep-alives, and the rest; and the filter.
import type { TraceEntry, TraceTopic } from './trace-entry.ts';

export interface TraceGroup {
  /** The Call-ID of a call, else the topic. */
  readonly key: string;
  readonly topic: TraceTopic;
  /** User part of the other party of a call; empty for other topics. */
  readonly party: string;
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

/** The groups, the one with the newest message first. A NOTIFY or OPTIONS inside a call belongs to the call. */
export function groupTrace(trace: readonly TraceEntry[]): readonly TraceGroup[] {
  const calls = new Set(trace.filter(({ topic }) => topic === 'call').map(({ callId }) => callId));
  const groups = new Map<string, TraceEntry[]>();
  for (const entry of trace) {
    const key = entry.callId !== '' && calls.has(entry.callId) ? `call ${entry.callId}` : entry.topic;
    const entries = groups.get(key) ?? [];
    entries.push(entry);
    // Set anew, so that the group moves behind those whose last message is older.
    groups.delete(key);
    groups.set(key, entries);
  }
  return [...groups]
    .map(([key, entries]): TraceGroup => {
      const [first] = entries;
      if (!key.startsWith('call ') || first === undefined)
        return { key, topic: first?.topic ?? 'other', party: '', entries };
      return { key: first.callId, topic: 'call', party: partyOf(first), entries };
    })
    .reverse();
}

/** The groups with only those messages that pass; groups without any are left out. */
export function filterGroups(groups: readonly TraceGroup[], filter: TraceFilter): readonly TraceGroup[] {
  const words = filter.text.toLowerCase().split(/\s+/u).filter(Boolean);
  const passes = ({ text, server, direction }: TraceEntry): boolean => {
    if (!filter.directions.has(direction)) return false;
    if (words.length === 0) return true;
    const searched = `${text}\n${server}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  };
  return groups
    .filter(({ topic }) => filter.topics.has(topic))
    .map((group) => ({ ...group, entries: group.entries.filter(passes) }))
    .filter(({ entries }) => entries.length > 0);
}
