// A fault is something wrong with the network that can be put right again. It is put right once, however often it is asked for:
// by the test, by `network.undoAll()` between two cells, or when the lab is lowered.
import type { LabNetwork } from '../network/types.ts';

export interface Fault {
  /** Puts it right; safe to call twice. */
  undo(): Promise<void>;
}

/** Ways a packet may go, seen from the client. */
export type Direction = 'out' | 'in' | 'both';

/** Registers what undoes a fault with the lab it is in. */
export function faultOf(network: LabNetwork, putRight: () => Promise<void>): Fault {
  let undone: Promise<void> | undefined;
  const undo = (): Promise<void> => {
    undone ??= putRight();
    forget();
    return undone;
  };
  const forget = network.onLower(undo);
  return { undo };
}
