// When the sound stops arriving at a phone and when it is back, to some 50 ms: read from getStats in the page.
import type { Page } from '@playwright/test';

/** A time without a packet, in milliseconds since the epoch; `toMs` undefined where it lasts. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number | undefined;
}

interface Watch {
  readonly spanMs: number;
  /** Silence for so long is a gap, in milliseconds: 20 packets are due. */
  readonly gapMs: number;
}

const GAP_MS = 400;

/** Runs in the page; self-contained for that reason. */
async function listen({ spanMs, gapMs }: Watch): Promise<Gap[]> {
  const scope = globalThis as unknown as { connectionsOfTheApp: RTCPeerConnection[] };
  const packets = async (): Promise<number> => {
    const connection = scope.connectionsOfTheApp.findLast(
      (each) => each.connectionState !== 'closed' && each.getSenders().length > 0,
    );
    const reports = [...((await connection?.getStats())?.values() ?? [])] as {
      readonly type: string;
      readonly packetsReceived?: number;
    }[];
    return reports.find(({ type }) => type === 'inbound-rtp')?.packetsReceived ?? 0;
  };
  const gaps: Gap[] = [];
  const endMs = Date.now() + spanMs;
  let [count, lastMs] = [await packets(), Date.now()];
  while (Date.now() < endMs) {
    await new Promise((resolve) => setTimeout(resolve, 40));
    const now = await packets();
    if (now === count) continue;
    if (Date.now() - lastMs > gapMs) gaps.push({ fromMs: lastMs, toMs: Date.now() });
    [count, lastMs] = [now, Date.now()];
  }
  if (Date.now() - lastMs > gapMs) gaps.push({ fromMs: lastMs, toMs: undefined });
  return gaps;
}

/** The times without sound within the next `spanMs`, in their order. */
export function gapsOf(page: Page, spanMs: number): Promise<Gap[]> {
  return page.evaluate(listen, { spanMs, gapMs: GAP_MS });
}

/** Milliseconds from `sinceMs` until the last gap ended: 0 where there was none, Infinity where it lasts. */
export function backAfter(gaps: readonly Gap[], sinceMs: number): number {
  const last = gaps.at(-1);
  if (last === undefined) return 0;
  return last.toMs === undefined ? Infinity : Math.max(0, last.toMs - sinceMs);
}

/** The longest time without sound, in milliseconds: Infinity where it lasts. */
export function longest(gaps: readonly Gap[]): number {
  return Math.max(0, ...gaps.map(({ fromMs, toMs }) => (toMs === undefined ? Infinity : toMs - fromMs)));
}
