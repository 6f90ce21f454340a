// How long the sound was gone after a strike: waits for the silence, and until sound has come back and stayed. Read from getStats in
// the page, to some 20 ms.
import type { Page } from '@playwright/test';

interface Watch {
  readonly patienceMs: number;
  /** Silence for so long is a gap, in milliseconds: 20 packets are due. */
  readonly gapMs: number;
  /** Sound that goes on for so long is back, in milliseconds. */
  readonly steadyMs: number;
}

/** Runs in the page; self-contained for that reason. */
async function listen({ patienceMs, gapMs, steadyMs }: Watch): Promise<number> {
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
  const endMs = Date.now() + patienceMs;
  let [count, lastMs, backMs] = [await packets(), Date.now(), Number.POSITIVE_INFINITY];
  while (Date.now() < endMs) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const now = await packets();
    if (now === count) continue;
    if (Date.now() - lastMs > gapMs) backMs = Date.now();
    else if (Date.now() - backMs > steadyMs) return backMs;
    [count, lastMs] = [now, Date.now()];
  }
  return Number.POSITIVE_INFINITY;
}

/** When sound was back for good, milliseconds since the epoch; Infinity where it was not within `patienceMs`, or never stopped. */
export function soundBackAt(page: Page, patienceMs: number): Promise<number> {
  return page.evaluate(listen, { patienceMs, gapMs: 400, steadyMs: 700 });
}
