// Calls to strike: between two phones of ours, or between one and the plain phone, at the distance that is asked for.
import { hookFaults } from '../faults/page/hooks.ts';
import { delay } from '../faults/delay.ts';
import type { PhonePage } from '../../e2e/support/phone.ts';
import { profileOf, type Lab, type OpenPage } from '../support/lab-test.ts';
import type { Side } from '../network/types.ts';
import type { CallFault, Ground } from './faults.ts';

export type Peer = 'app' | 'plain';

export interface Plan {
  readonly peer: Peer;
  /** From one end of the call to the other and back, for sound and for signalling, in milliseconds. */
  readonly roundTripMs: number;
  readonly jitterMs: number;
}

async function openPhone(lab: Lab, openPage: OpenPage, side: Side, fault: CallFault): Promise<PhonePage> {
  const phone = await openPage(side);
  await phone.page.addInitScript(hookFaults);
  await phone.provision(profileOf(lab.servers, side === 0 ? '1001' : '1002', fault.ice ?? 'all'));
  await fault.prepare?.(phone);
  return phone;
}

/** Half of the way lies before each phone of ours, all of it where there is but one. */
async function setDistance({ network }: Lab, { peer, roundTripMs, jitterMs }: Plan): Promise<void> {
  if (roundTripMs === 0) return;
  const sides = peer === 'app' ? ([0, 1] as const) : ([0] as const);
  const share = { roundTripMs: roundTripMs / sides.length, jitterMs: jitterMs / sides.length };
  for (const side of sides) await delay(network, side, share);
}

/** Gives the clients their NATs and opens a call. */
export async function openCall(lab: Lab, openPage: OpenPage, fault: CallFault, plan: Plan): Promise<Ground> {
  const [near, far] = fault.nats ?? ['portRestricted', 'portRestricted'];
  await lab.network.undoAll();
  await lab.network.setNat(0, near);
  await lab.network.setNat(1, far);
  await setDistance(lab, plan);
  if (plan.peer === 'plain') {
    await lab.servers.baresip.useCodec('opus');
    const caller = await openPhone(lab, openPage, 0, fault);
    await caller.dial('2001');
    return { lab, near: caller, far: undefined };
  }
  const [caller, callee] = await Promise.all([
    openPhone(lab, openPage, 0, fault),
    openPhone(lab, openPage, 1, fault),
  ]);
  await caller.dial('1002');
  await callee.button('Answer').click();
  return { lab, near: caller, far: callee };
}

/** Leaves the call: what is open is closed. */
export async function closeCall({ near, far }: Ground): Promise<void> {
  const phones = far === undefined ? [near] : [near, far];
  await Promise.all(phones.map(({ page }) => page.context().close()));
}
