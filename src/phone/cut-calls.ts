// Says at the start that a call ended because its page was reloaded or closed; the history kept it. Loaded where there is one.
import { isCutUnheard } from './history.ts';
import type { KeptData } from './kept-data.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState } from './phone-state.ts';
import type { Store } from './store.ts';

/** Says it once: of several calls, the one that began last is named. */
export function sayWhatWasCut(
  store: Store<PhoneState, PhoneEvent>,
  keptData: Pick<KeptData, 'markHistorySeen'>,
): void {
  const cut = store.state.history.filter(isCutUnheard);
  const [last] = cut;
  if (last === undefined) return;
  store.dispatch({
    kind: 'noticed',
    notice: { kind: 'callCut', remote: last.remote, others: cut.length - 1 },
  });
  keptData.markHistorySeen(isCutUnheard);
}
