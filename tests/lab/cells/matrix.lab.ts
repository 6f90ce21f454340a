// The matrix: the built app behind real NATs, judged at both ends by packets and energy.
import { CELLS, nameOf, type Cell } from './cells.ts';
import { callAndListen } from '../support/call.ts';
import { expect, test, type Lab } from '../support/lab-test.ts';
import { Table } from '../support/record.ts';

/** A passing call takes about a second; what has not connected by then is a failure. */
const PASS_DEADLINE_MS = 10_000;
const FAIL_DEADLINE_MS = 4_000;

const table = new Table(
  'matrix',
  'cell',
  'expected',
  'got',
  'caller pair',
  'callee pair',
  'Call to both hearing (ms)',
);

async function arrange(lab: Lab, { nats }: Cell): Promise<void> {
  if ('shared' in nats) {
    await lab.network.shareNat(nats.shared, { isolated: nats.isolated === true });
    return;
  }
  await lab.network.setNat(0, nats[0]);
  await lab.network.setNat(1, nats[1]);
}

for (const cell of CELLS) {
  test(`${nameOf(cell)}: ${cell.connects ? 'sound both ways' : 'no sound, as it must be'}`, async ({
    lab,
    openPhone,
  }) => {
    await arrange(lab, cell);
    const [caller, callee] = await Promise.all([
      openPhone(0, '1001', cell.ice),
      openPhone(1, '1002', cell.ice),
    ]);
    const deadlineMs = cell.connects ? PASS_DEADLINE_MS : FAIL_DEADLINE_MS;
    const outcome = await callAndListen(caller, callee, '1002', deadlineMs);
    const got = outcome.bothHearMs === undefined ? 'no sound' : 'both ways';
    const expected = cell.connects ? 'both ways' : 'no sound';
    const figure = outcome.bothHearMs === undefined ? '' : String(outcome.bothHearMs);
    table.add(nameOf(cell), expected, got, outcome.caller.pair, outcome.callee.pair, figure);
    expect(got, JSON.stringify(outcome)).toBe(expected);
    await caller.hangUp();
  });
}
