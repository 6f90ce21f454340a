// The client itself moves: another address, or no link at all.
import type { LabNetwork, Side } from '../network/types.ts';
import { type Fault, faultOf } from './fault.ts';

/** The client gets its spare address; its open connections hang on one that is gone. Undone: the usual address again. */
export async function changeAddress(network: LabNetwork, side: Side): Promise<Fault> {
  await network.setSpareAddress(side, true);
  return faultOf(network, () => network.setSpareAddress(side, false));
}

/** The client's interface goes down, as when the cable is pulled. */
export async function linkDown(network: LabNetwork, side: Side): Promise<Fault> {
  await network.setLink(side, false);
  return faultOf(network, () => network.setLink(side, true));
}
