// npm run figures: how soon each end tells what is wrong, whether it names the right cause, and how soon the sound is back.
// Chosen by the environment, which scripts/figures.mjs sets: FIGURES_FAULTS, FIGURES_TRIES, FIGURES_RTT, FIGURES_JITTER, FIGURES_PEER.
import { test } from '../support/lab-test.ts';
import { CALL_FAULTS, type CallFault, type Ground } from './faults.ts';
import { FiguresTable } from './figures-table.ts';
import { closeCall, openCall, type Plan } from './lines.ts';
import { oneTry, type TryResult } from './one-try.ts';

const tries = Number(process.env['FIGURES_TRIES'] ?? 20);
const wanted = process.env['FIGURES_FAULTS'] ?? '';
const plan: Plan = {
  peer: process.env['FIGURES_PEER'] === 'plain' ? 'plain' : 'app',
  roundTripMs: Number(process.env['FIGURES_RTT'] ?? 0),
  jitterMs: Number(process.env['FIGURES_JITTER'] ?? 0),
};
/** One try with a call of its own, in milliseconds. */
const TRY_MS = 60_000;

const isWanted = ({ name, withPlainPhone }: CallFault): boolean =>
  (wanted === '' || wanted.split(',').includes(name)) && (plan.peer === 'app' || withPlainPhone);

const table = new FiguresTable('figures');

for (const fault of CALL_FAULTS.filter(isWanted)) {
  test(`figures: ${fault.name}`, async ({ lab, openPage }) => {
    test.setTimeout(tries * TRY_MS);
    const results: (TryResult | Error)[] = [];
    let ground: Ground | undefined;
    while (results.length < tries) {
      try {
        ground ??= await openCall(lab, openPage, fault, plan);
        results.push(await oneTry(fault, ground));
        await fault.mend?.(ground);
      } catch (error) {
        results.push(error instanceof Error ? error : new Error(String(error)));
        if (ground !== undefined) {
          await Promise.resolve(fault.mend?.(ground)).catch(() => undefined);
          await closeCall(ground);
          ground = undefined;
        }
      }
      if (ground !== undefined && !fault.sharesCall) {
        await closeCall(ground);
        ground = undefined;
      }
    }
    table.add(fault, plan, results);
  });
}
