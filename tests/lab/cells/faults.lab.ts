// A call under each fault, once, between two phones of ours: each end says what is wrong and nothing else, and the sound comes back wherever a
// path is left. How soon, with many tries and at a distance: npm run figures. What an address that changes does: moves.lab.ts.
import { CALL_FAULTS, type CallFault } from '../figures/faults.ts';
import { FiguresTable, backMs } from '../figures/figures-table.ts';
import { openCall, type Plan } from '../figures/lines.ts';
import { oneTry, type TryResult } from '../figures/one-try.ts';
import { expect, test } from '../support/lab-test.ts';

/** A machine that is busy with ten other things may hold everything up for so long, in milliseconds. */
const HICCUP_MS = 3000;
const PLAN: Plan = { peer: 'app', roundTripMs: 0, jitterMs: 0 };

const table = new FiguresTable('faults');

function demand(fault: CallFault, result: TryResult): void {
  const { name, told, backWithinMs, stops, mendsAtOnce = false } = fault;
  table.add(fault, PLAN, [result]);
  expect.soft(result.near.wrong, `${name}: wrong at the near end`).toEqual([]);
  expect.soft(result.far.wrong, `${name}: wrong at the far end`).toEqual([]);
  const stopped = stops.filter((way) => result[way].fromMs !== undefined);
  if (!mendsAtOnce && stops.length > 0) expect.soft(stopped, `${name}: the sound stopped`).not.toEqual([]);
  if (told !== undefined && stopped.length > 0)
    expect.soft(result[told.by].causeMs, `${name}: told`).toBeLessThanOrEqual(told.withinMs + HICCUP_MS);
  if (backWithinMs !== undefined)
    expect.soft(backMs(fault, result), `${name}: sound back`).toBeLessThanOrEqual(backWithinMs + HICCUP_MS);
}

const ofTheirOwn = CALL_FAULTS.filter(({ name, sharesCall }) => !sharesCall && name !== 'address-changed');

for (const fault of ofTheirOwn) {
  test(`a call under: ${fault.name}`, async ({ lab, openPage }) => {
    const ground = await openCall(lab, openPage, fault, PLAN);
    try {
      demand(fault, await oneTry(fault, ground));
    } finally {
      await fault.mend?.(ground);
    }
  });
}

test('one call, in which one thing after the other happens in its pages', async ({ lab, openPage }) => {
  const shared = CALL_FAULTS.filter(({ sharesCall }) => sharesCall);
  test.setTimeout(60_000 + shared.length * 30_000);
  const [first] = shared;
  if (first === undefined) throw new Error('there is no such fault');
  const ground = await openCall(lab, openPage, first, PLAN);
  for (const fault of shared) {
    await test.step(fault.name, async () => {
      demand(fault, await oneTry(fault, ground));
      await fault.mend?.(ground);
    });
  }
});
