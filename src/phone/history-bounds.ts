// What one caller, and all callers together, can add to the history. Calls that somebody here made or answered have a limit of
// their own (a shelf), so that no flood pushes them out. Unanswered calls of one caller in a short time are one line with a
// count; strangers get a number of lines an hour, and what comes beyond that is one line for all of them. Loaded with what only
// calls need.
import type { Party } from '../sip/call-state.ts';
import type { HistoryChange, HistoryEntry, Repeats } from './history.ts';

/** The most lines of calls that somebody here made or answered. */
export const OWN_LIMIT = 500;
/** The most lines of unanswered calls: from people talked with before, and from strangers. */
export const KNOWN_LIMIT = 100;
export const STRANGER_LIMIT = 100;
/** Unanswered calls of one caller that come no further apart are one line, in milliseconds. */
export const REPEAT_WITHIN_MS = 15 * 60_000;
/** So many strangers get a line of their own within this time, in milliseconds; the others share one. */
export const STRANGERS_LIMIT = 20;
export const STRANGERS_WITHIN_MS = 60 * 60_000;

/** Whether somebody here wanted the call: made it or answered it. */
function isOwn({ direction, outcome }: HistoryEntry): boolean {
  return direction === 'outgoing' || outcome === 'answered';
}

/** The same for every spelling of one address; names don't count, since a caller chooses them. */
function callerOf({ uri }: Party): string {
  return uri.toLowerCase();
}

function knownCallers(own: readonly HistoryEntry[]): ReadonlySet<string> {
  return new Set(own.map(({ remote }) => callerOf(remote)));
}

/** Declining is what a person does; all else happens to them. */
function isSameKind(one: HistoryEntry, other: HistoryEntry): boolean {
  return (one.outcome === 'declined') === (other.outcome === 'declined');
}

const within = (one: HistoryEntry, other: HistoryEntry, ms: number): boolean =>
  Math.abs(one.startedAtMs - other.startedAtMs) <= ms;

/** What an entry stands for: a single call is one that repeats once. */
function repeatsOf(entry: HistoryEntry): Repeats {
  const { repeats, startedAtMs, seen } = entry;
  return repeats ?? { count: 1, firstAtMs: startedAtMs, unseen: seen ? 0 : 1, mixed: false };
}

/** The line of before with one more call: what it says is of the last. */
function joined(before: HistoryEntry, last: HistoryEntry, mixed: boolean): HistoryEntry {
  const { count, firstAtMs, unseen } = repeatsOf(before);
  const seen = before.seen && last.seen;
  return {
    ...last,
    id: before.id,
    seen,
    repeats: {
      count: count + 1,
      firstAtMs: Math.min(firstAtMs, last.startedAtMs),
      unseen: (before.seen ? 0 : unseen) + (last.seen ? 0 : 1),
      mixed,
    },
  };
}

/** The line of the same caller that one more call belongs to; a call that was answered or made in between ends it. */
function lineOfCaller(history: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry | undefined {
  const caller = callerOf(entry.remote);
  const last = history.find(
    ({ remote, repeats, accountId }) =>
      repeats?.mixed !== true && callerOf(remote) === caller && accountId === entry.accountId,
  );
  if (last === undefined || isOwn(last) || !isSameKind(last, entry)) return undefined;
  return within(last, entry, REPEAT_WITHIN_MS) ? last : undefined;
}

/** The line that strangers share; undefined while each still gets a line of its own. */
function sharedLine(history: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry | 'new' | undefined {
  const recent = history.filter(
    (each) => !isOwn(each) && isSameKind(each, entry) && within(each, entry, STRANGERS_WITHIN_MS),
  );
  if (recent.length < STRANGERS_LIMIT) return undefined;
  const known = knownCallers(history.filter(isOwn));
  if (known.has(callerOf(entry.remote))) return undefined;
  const shared = recent.find(({ repeats }) => repeats?.mixed === true);
  const single = recent.filter((each) => each.repeats?.mixed !== true && !known.has(callerOf(each.remote)));
  if (single.length < STRANGERS_LIMIT) return undefined;
  return shared ?? 'new';
}

function unansweredCall(history: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry {
  const same = lineOfCaller(history, entry);
  if (same !== undefined) return joined(same, entry, false);
  // A person declines one call at a time: that is no flood.
  const shared = entry.outcome === 'declined' ? undefined : sharedLine(history, entry);
  if (shared === undefined) return entry;
  return shared === 'new'
    ? { ...entry, repeats: { ...repeatsOf(entry), mixed: true } }
    : joined(shared, entry, true);
}

/** The newest of each shelf that it has room for; the same array where all have room. Order: newest first. */
export function fitting(history: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const known = knownCallers(history.filter(isOwn).slice(0, OWN_LIMIT));
  const room = { own: OWN_LIMIT, known: KNOWN_LIMIT, stranger: STRANGER_LIMIT };
  const fits = (entry: HistoryEntry): boolean => {
    const shelf = isOwn(entry) ? 'own' : known.has(callerOf(entry.remote)) ? 'known' : 'stranger';
    room[shelf] -= 1;
    return room[shelf] >= 0;
  };
  const kept = history.filter(fits);
  return kept.length === history.length ? history : kept;
}

/** The history with one more call, which comes first. */
export function withCall(history: readonly HistoryEntry[], entry: HistoryEntry): HistoryChange {
  const line = isOwn(entry) ? entry : unansweredCall(history, entry);
  const others = history.filter(({ id }) => id !== line.id);
  const all = [line, ...others];
  const fit = fitting(all);
  const kept = new Set(fit);
  const removed = fit === all ? [] : all.filter((each) => !kept.has(each)).map(({ id }) => id);
  return { history: fit, put: [line], removed };
}
