// One try: a call that is well, a strike, and what follows at both ends, by one clock.
import { setTimeout as wait } from 'node:timers/promises';
import { watchCallOf, type CallWatch, type Moment, type Shown, type Watched } from './call-watch.ts';
import type { CallFault, Ground } from './faults.ts';
import { isCalm, tellingAfter, type Telling } from './judge-shown.ts';
import { arrivalsAtPlainPhone } from './plain-arrivals.ts';
import { silenceAfter, type Silence } from './silence.ts';

/** One end as it was seen; a plain phone says nothing. */
interface End {
  soFar(): Promise<Watched>;
  end(): Promise<void>;
}

export interface TryResult {
  readonly near: Telling;
  readonly far: Telling;
  /** What the near end heard, and what the far end did. */
  readonly in: Silence;
  readonly out: Silence;
}

/** How often is looked whether all has been seen, in milliseconds. */
const LOOK_MS = 250;
/** The cause must be named by then. */
const CAUSE_MS = 6000;
/** What has not stopped by then does not stop. */
const UNNOTICED_MS = 3000;
/** Nobody waits longer for anything. */
const PATIENCE_MS = 20_000;
/** After all has been seen, for what may be said wrongly. */
const AFTERMATH_MS = 1000;
/** Long enough for any verdict about a call that is well to be wrong. */
const CALM_MS = 4000;
/** Phones look once a second or so: a strike comes at any time of it. */
const PHASE_MS = 1000;

async function plainEnd({ lab }: Ground): Promise<End> {
  const arrivals = await arrivalsAtPlainPhone(lab.network);
  return {
    soFar: () => Promise.resolve({ moments: arrivals.soFar(), shown: [] }),
    end: () => arrivals.end(),
  };
}

const endOf = ({ page }: { page: Parameters<typeof watchCallOf>[0] }): Promise<CallWatch> =>
  watchCallOf(page);

/** A second of sound up to now. */
function isSteady(moments: readonly Moment[]): boolean {
  const last = moments.at(-1);
  if (last === undefined) return false;
  const begin = last.atMs - 1000;
  const { fromMs } = silenceAfter(moments, begin);
  return fromMs === undefined && moments.some(({ atMs }) => atMs < begin - 200);
}

const looksWell = (shown: readonly Shown[]): boolean => isCalm(shown.at(-1)?.verdict ?? '');

/** Waits until both hear and nothing is said to be wrong. Throws where that takes 20 s. */
async function untilWell(ends: readonly End[]): Promise<void> {
  const untilMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await Promise.all(ends.map((end) => end.soFar()));
    if (seen.every(({ moments, shown }) => isSteady(moments) && looksWell(shown))) return;
    if (Date.now() > untilMs) {
      const shown = seen.map((each) => each.shown.at(-1)?.verdict ?? '').join(', ');
      throw new Error(`the call was not well: ${shown}`);
    }
    await wait(LOOK_MS);
  }
}

function resultOf(fault: CallFault, [near, far]: readonly [Watched, Watched], struckMs: number): TryResult {
  return {
    near: tellingAfter(near.shown, struckMs, fault.near),
    far: tellingAfter(far.shown, struckMs, fault.far),
    in: silenceAfter(near.moments, struckMs),
    out: silenceAfter(far.moments, struckMs),
  };
}

/** What was mended at once never stopped for anybody's ears. */
const isBackOrNeverStopped = ({ fromMs, toMs }: Silence, elapsedMs: number): boolean =>
  toMs !== undefined || (fromMs === undefined && elapsedMs >= UNNOTICED_MS);

/** Whether everything that is asked for has been seen. */
function isSeen(fault: CallFault, result: TryResult, elapsedMs: number): boolean {
  if (fault.told === undefined) return elapsedMs >= CALM_MS;
  const isBack = fault.stops.every((way) => isBackOrNeverStopped(result[way], elapsedMs));
  const isNamed = result[fault.told.by].causeMs !== undefined;
  const namingIsOver = isNamed || elapsedMs >= CAUSE_MS;
  return namingIsOver && (fault.backWithinMs === undefined ? elapsedMs >= CAUSE_MS : isBack);
}

/** Strikes a call that is well, and watches until all is seen. The fault is still there then. */
export async function oneTry(fault: CallFault, ground: Ground): Promise<TryResult> {
  const far = ground.far === undefined ? plainEnd(ground) : endOf(ground.far);
  const ends = [await endOf(ground.near), await far] as const;
  try {
    await untilWell(ends);
    await wait(Math.random() * PHASE_MS);
    const struckMs = Date.now();
    await fault.strike(ground);
    const look = async (): Promise<TryResult> => {
      const [near, other] = await Promise.all([ends[0].soFar(), ends[1].soFar()]);
      return resultOf(fault, [near, other], struckMs);
    };
    let result = await look();
    while (Date.now() - struckMs < PATIENCE_MS && !isSeen(fault, result, Date.now() - struckMs)) {
      await wait(LOOK_MS);
      result = await look();
    }
    await wait(AFTERMATH_MS);
    return await look();
  } finally {
    await Promise.allSettled(ends.map((end) => end.end()));
  }
}
