// Today's behaviour of a call under each fault, recorded without judging: later work turns these records into demands.
// Judged all the same: before the fault sound flows both ways, so that the record is one of the fault.
import { callAndListen } from '../support/call.ts';
import { FAULTS } from '../support/fault-list.ts';
import { summary, watchFault } from '../support/fault-record.ts';
import { expect, test } from '../support/lab-test.ts';
import { Table } from '../support/record.ts';

/** Long enough to see what the phone says and whether ICE moves by itself. */
const SPAN_MS = 6_000;

const table = new Table('faults', 'fault at the caller', 'caller', 'callee');

for (const fault of FAULTS) {
  test(`a call under: ${fault.name}`, async ({ lab, openPhone }) => {
    const [near, far] = fault.nats ?? ['portRestricted', 'portRestricted'];
    await lab.network.setNat(0, near);
    await lab.network.setNat(1, far);
    const [caller, callee] = await Promise.all([
      openPhone(0, '1001', fault.ice ?? 'all'),
      openPhone(1, '1002', fault.ice ?? 'all'),
    ]);
    const before = await callAndListen(caller, callee, '1002', 10_000);
    expect(before.bothHearMs, 'sound both ways before the fault').toBeDefined();
    const spanMs = fault.spanMs ?? SPAN_MS;
    const [first, second] = await Promise.all([
      watchFault(caller, spanMs),
      watchFault(callee, spanMs),
      fault.inject(lab),
    ]);
    table.add(fault.name, summary(first), summary(second));
    await fault.mend?.(lab);
  });
}
