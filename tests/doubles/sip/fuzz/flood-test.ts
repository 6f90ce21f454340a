// The test that a flood is: nothing escapes, nothing is left behind, and the phone registers and talks as before.
// Two of these share the messages; `npm run bench -- sip-fuzz` makes them a million.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it, vi } from 'vitest';
import { Flood } from './flood.ts';

/** Messages for each flood. */
const MESSAGES = Number(process.env['BOTHWAYS_FUZZ'] ?? 50_000);
/** What the heap may grow by while nine tenths of the messages pass, in bytes. Seen: under half a megabyte. */
const MAX_GROWTH = 2_000_000;
/** Timers of a phone at rest: its registration's, its keep-alive's and their like. One left by each message would be thousands. */
const FEW_TIMERS = 8;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** The least of a few readings: one collection leaves what the one before has only just let go of. */
function heapUsed(): number {
  const readings = Array.from({ length: 5 }, () => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  });
  return Math.min(...readings);
}

/** Declares the test of one flood. */
export function testFlood(seed: number): void {
  it(
    `survives ${MESSAGES.toLocaleString('en')} damaged messages (seed ${String(seed)})`,
    { timeout: 60 * 60_000 },
    async () => {
      const flood = await Flood.open(seed);
      await flood.send(MESSAGES / 10);
      await flood.calm();
      const heap = heapUsed();
      await flood.send(MESSAGES - MESSAGES / 10);
      await flood.calm();
      expect(flood.escapes).toEqual([]);
      expect(flood.unanswered.slice(0, 3)).toEqual([]);
      expect(heapUsed() - heap).toBeLessThan(MAX_GROWTH);
      expect(vi.getTimerCount()).toBeLessThan(FEW_TIMERS);
      expect(await flood.rig.ping()).toBe(200);
      const { phone } = flood.rig;
      expect(await flood.registersAgain()).toBe(true);
      await flood.rig.talk();
      expect(phone.changesOf(phone.ringing).at(-1)).toEqual({ kind: 'established' });
      await flood.close();
    },
  );
}
