// Today's behaviour of a call under each fault, recorded without judging: later work turns these records into demands.
// Judged all the same: before the fault sound flows both ways, so that the record is one of the fault.
import { bothWays } from '../../e2e/support/stats.ts';
import { FAULTS } from '../support/fault-list.ts';
import { summary, watchFault } from '../support/fault-record.ts';
import { test } from '../support/lab-test.ts';
import { Table } from '../support/record.ts';

/** How long a call is watched under a fault: ICE gives up on a dead path after 16 to 18 s. */
const SPAN_MS = 20_000;

const table = new Table('faults', 'fault at the caller', 'caller', 'callee');

for (const fault of FAULTS) {
  test(`a call under: ${fault.name}`, async ({ lab, openPhone }) => {
    await lab.network.setNat(0, 'portRestricted');
    await lab.network.setNat(1, 'portRestricted');
    const [caller, callee] = await Promise.all([
      openPhone(0, '1001', fault.ice ?? 'all'),
      openPhone(1, '1002', fault.ice ?? 'all'),
    ]);
    await caller.dial('1002');
    await callee.button('Answer').click();
    await Promise.all([bothWays(caller.page), bothWays(callee.page)]);
    await fault.inject(lab);
    const [first, second] = await Promise.all([watchFault(caller, SPAN_MS), watchFault(callee, SPAN_MS)]);
    table.add(fault.name, summary(first), summary(second));
    await fault.mend?.(lab);
  });
}
