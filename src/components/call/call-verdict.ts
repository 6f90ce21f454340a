// Joins an element to the verdict on the sound of the call that it is handed.
import type { Verdict } from '../../diagnosis/verdict.ts';
import type { VerdictsByCall } from '../../phone/phone.ts';
import type { Call } from '../../sip/call-state.ts';
import { StoreController, type Host } from '../store-controller.ts';

/** What the phone says of the sound of the call that the component is handed; undefined for one that is over. */
export function callVerdict(
  host: Host & { readonly call: Pick<Call, 'id'> | undefined },
): StoreController<VerdictsByCall, Verdict | undefined> {
  const callId = (): string => host.call?.id ?? '';
  return new StoreController(
    host,
    (phone) => phone.verdicts,
    (verdicts) => verdicts[callId()],
    callId,
  );
}
