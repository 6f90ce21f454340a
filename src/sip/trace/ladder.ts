// The messages of one call as a ladder diagram: the phone at one side, its servers at the other, an arrow for each message.
import type { TraceEntry } from './trace-entry.ts';

export interface Arrow {
  readonly entry: TraceEntry;
  /** Index into the ladder's servers. */
  readonly server: number;
  /** Milliseconds since the first message of the ladder; never below 0. */
  readonly offsetMs: number;
  /** The very same message was sent that way before (RFC 3261 17.1.1.2). */
  readonly retransmission: boolean;
}

export interface Ladder {
  /** URLs in the order they were first used; the phone's lane stands before them. */
  readonly servers: readonly string[];
  readonly arrows: readonly Arrow[];
}

/** The ladder of messages in the order of time. */
export function ladderOf(entries: readonly TraceEntry[]): Ladder {
  const servers = [...new Set(entries.map(({ server }) => server))];
  const startedAtMs = entries[0]?.atMs ?? 0;
  const sent = new Set<string>();
  const arrows = entries.map((entry): Arrow => {
    const key = `${entry.direction} ${entry.text}`;
    const retransmission = entry.kind !== 'pulse' && sent.has(key);
    sent.add(key);
    const offsetMs = Math.max(0, entry.atMs - startedAtMs);
    return { entry, server: servers.indexOf(entry.server), offsetMs, retransmission };
  });
  return { servers, arrows };
}
