// The statistics of a call as a series: everything getStats says of its sound, several times a second, kept in the page until it is asked for.
// Works in any page that can run a function: Playwright's and Puppeteer's.

/** One entry of a getStats report, as the browser gave it. */
export type RawEntry = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/** Everything at one moment, milliseconds since the epoch. */
export interface RawSample {
  readonly atMs: number;
  readonly entries: readonly RawEntry[];
}

export interface Evaluates {
  evaluate(task: (everyMs: number) => RawSample[], everyMs: number): Promise<RawSample[]>;
}

/** Runs in the page; self-contained for that reason. */
function begin(everyMs: number): RawSample[] {
  const scope = globalThis as unknown as {
    connectionsOfTheApp: RTCPeerConnection[];
    seriesOfTheApp: RawSample[];
    seriesTimer: number;
  };
  const series: RawSample[] = [];
  scope.seriesOfTheApp = series;
  clearInterval(scope.seriesTimer);
  const take = async (): Promise<void> => {
    const connection = scope.connectionsOfTheApp.findLast(
      (each) => each.connectionState !== 'closed' && each.getSenders().length > 0,
    );
    if (connection === undefined) return;
    const all = [...(await connection.getStats()).values()] as RawEntry[];
    const transport = all.find(({ type }) => type === 'transport');
    const chosen = all.find(
      (entry) =>
        entry.type === 'candidate-pair' &&
        (transport?.['selectedCandidatePairId'] === undefined
          ? entry['selected'] === true
          : entry.id === transport['selectedCandidatePairId']),
    );
    const isWanted = ({ id, type }: RawEntry): boolean =>
      !/^(?:certificate|candidate-pair|(?:local|remote)-candidate|peer-connection|data-channel)$/u.test(
        type,
      ) || [chosen?.id, chosen?.['localCandidateId'], chosen?.['remoteCandidateId']].includes(id);
    series.push({ atMs: Date.now(), entries: all.filter(isWanted).map((entry) => ({ ...entry })) });
  };
  scope.seriesTimer = setInterval(() => void take(), everyMs) as unknown as number;
  return series;
}

function end(): RawSample[] {
  const scope = globalThis as unknown as { seriesOfTheApp: RawSample[]; seriesTimer: number };
  clearInterval(scope.seriesTimer);
  return scope.seriesOfTheApp;
}

/** Begins a series of the page's newest connection; what an earlier one gathered is forgotten. */
export async function beginSeries(page: Evaluates, everyMs: number): Promise<void> {
  await page.evaluate(begin, everyMs);
}

/** Ends it, and resolves to what it gathered. */
export const endSeries = (page: Evaluates): Promise<RawSample[]> => page.evaluate(end, 0);
