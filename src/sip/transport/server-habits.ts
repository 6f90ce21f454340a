// What a server answers when it is asked for a sign of life, learned from what it does: some answer CRLF (RFC 5626 4.4.1), some
// OPTIONS (RFC 3261 11.2), Asterisk OPTIONS alone, and none of it is a rule. Everybody answers a REGISTER (RFC 3261 10.3).
// A habit that changes (another server behind the same name, an update) is learned anew. Pure.

/**
 * `crlf`: two line ends, answered by one; `options`: a request that any server should answer somehow; `register`: a REGISTER without
 * Contact, which asks and changes nothing (RFC 3261 10.2.3).
 */
export type Ping = 'crlf' | 'options' | 'register';

export type Habit = 'unknown' | 'answers' | 'ignores';

export interface ServerHabits {
  readonly of: Readonly<Record<Ping, Habit>>;
  /** The slowest of its recent answers, in milliseconds; undefined before the first. */
  readonly roundTripMs: number | undefined;
  /** How often it ended the connection instead of an answer, since it last gave one. */
  readonly cutOffs: Readonly<Record<Ping, number>>;
}

/** What arrived: the answer to one of our pings, or anything else. */
export type Sign = Ping | 'message';

/** A ping on its way. `atMs`: milliseconds since the epoch. */
export interface Asked {
  readonly ping: Ping;
  readonly atMs: number;
}

export const UNKNOWN_HABITS: ServerHabits = {
  of: { crlf: 'unknown', options: 'unknown', register: 'unknown' },
  roundTripMs: undefined,
  cutOffs: { crlf: 0, options: 0, register: 0 },
};

/** Bounds of the wait for an answer, and the wait for a server that was never timed, in milliseconds. */
const LEAST_PATIENCE_MS = 400;
const MOST_PATIENCE_MS = 2000;
const FIRST_PATIENCE_MS = 1000;
/** No answer is late before so many of its usual round trips, however long those are. */
const LEAST_ROUND_TRIPS = 1.5;
/** A server restarts; one that ends the connection twice when it is asked takes offence. */
const OFFENDED_AFTER = 2;
/** A ping that was asked so much earlier than the one that is answered was ignored, in milliseconds. */
const OVERTAKEN_MS = 100;

/**
 * How long an answer may take before the connection is doubted, in milliseconds: four of its usual round trips. `openedInMs`: what the
 * WebSocket took to open, which no answer is much faster than; it counts until one was timed.
 */
export function patienceMs({ roundTripMs }: ServerHabits, openedInMs: number): number {
  const least = LEAST_ROUND_TRIPS * (roundTripMs ?? openedInMs);
  if (roundTripMs === undefined) return Math.max(FIRST_PATIENCE_MS, least);
  return Math.max(LEAST_PATIENCE_MS, least, Math.min(MOST_PATIENCE_MS, 4 * roundTripMs));
}

/** Whether it is known how this server answers the cheap questions. */
export function areKnown({ of }: ServerHabits): boolean {
  return of.crlf !== 'unknown' && (of.crlf === 'answers' || of.options !== 'unknown');
}

/**
 * What a server is asked first: the cheapest that it answers, CRLF and OPTIONS side by side where that is not known. `urgent`: in
 * haste both, so that silence says more.
 */
export function askedFirst({ of }: ServerHabits, urgent: boolean): readonly Ping[] {
  if (of.crlf === 'ignores' && of.options === 'ignores') return ['register'];
  if (of.crlf === 'ignores') return ['options'];
  const alsoOptions = of.options !== 'ignores' && (of.crlf === 'unknown' || urgent);
  return alsoOptions ? ['crlf', 'options'] : ['crlf'];
}

/** What it is asked next, where the first met silence: whatever was not asked yet; a REGISTER only if it may ignore all else. */
export function askedNext({ of }: ServerHabits, waiting: readonly Asked[]): readonly Ping[] {
  const asked = new Set(waiting.map(({ ping }) => ping));
  const needsRegister = of.crlf !== 'answers' && of.options !== 'answers';
  const all: readonly Ping[] = needsRegister ? ['crlf', 'options', 'register'] : ['crlf', 'options'];
  return all.filter((ping) => !asked.has(ping));
}

/**
 * What is known after the server ended the connection just after these were asked: once tells nothing, but what it does again is its
 * answer. CRLF is to blame first, which is no request at all; a REGISTER never, without which nobody can do.
 */
export function offended(habits: ServerHabits, asked: readonly Asked[]): ServerHabits {
  const cutOffs: Record<Ping, number> = { ...habits.cutOffs };
  for (const { ping } of asked) cutOffs[ping] += 1;
  const cheap: readonly Ping[] = ['crlf', 'options'];
  const blamed = cheap.find(
    (each) => cutOffs[each] >= OFFENDED_AFTER && asked.some(({ ping }) => ping === each),
  );
  return { ...habits, cutOffs, of: blamed === undefined ? habits.of : { ...habits.of, [blamed]: 'ignores' } };
}

/** What is known after something arrived at `nowMs`, while `waiting` was asked. */
export function learned(
  habits: ServerHabits,
  sign: Sign,
  waiting: readonly Asked[],
  nowMs: number,
): ServerHabits {
  if (sign === 'message') return habits;
  const answered = waiting.find(({ ping }) => ping === sign);
  const of: Record<Ping, Habit> = { ...habits.of, [sign]: 'answers' };
  const cutOffs = { ...habits.cutOffs, [sign]: 0 };
  for (const { ping, atMs } of waiting) {
    if (ping === sign || answered === undefined) continue;
    // A pong costs a server nothing: one that comes after the answer to a request that was sent after it does not come.
    if (ping === 'crlf' || answered.atMs - atMs >= OVERTAKEN_MS) of[ping] = 'ignores';
  }
  if (answered === undefined) return { ...habits, of, cutOffs };
  const tookMs = nowMs - answered.atMs;
  return { of, cutOffs, roundTripMs: Math.max(tookMs, 0.75 * (habits.roundTripMs ?? 0)) };
}
