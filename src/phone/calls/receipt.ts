// What the history keeps of a call's sound: for each direction the last certain result.
import type { FlowState } from '../../media/flow.ts';
import type { FlowReceipt } from '../history.ts';

/** The receipt after one more second in state `flow`. */
export function nextReceipt(receipt: FlowReceipt, flow: FlowState): FlowReceipt {
  switch (flow) {
    case 'flowing':
      return 'flowed';
    case 'stopped':
      return receipt === 'flowed' || receipt === 'lost' ? 'lost' : 'broken';
    case 'unconfirmed':
      return 'unconfirmed';
    case 'sent':
      return receipt === 'unknown' ? 'unconfirmed' : receipt;
    case 'quiet':
      return receipt === 'unknown' ? 'silent' : receipt;
    case 'waiting':
    case 'held':
    case 'unsent':
      return receipt;
  }
}
