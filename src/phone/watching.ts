// What the phone keeps an eye on from its start to its end: the network, the permission for the microphone, new versions, the registration.
import { isRegistered } from './accounts/account-selectors.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState } from './phone-state.ts';
import type { PhonePorts } from './ports.ts';
import type { Store } from './store.ts';

type PhoneStore = Store<PhoneState, PhoneEvent>;

/** Calls `listener` each time that the server of an account comes to know us. */
export function onRegistered(store: PhoneStore, listener: (accountId: string) => void): void {
  let known: readonly string[] = [];
  let before = store.state.accounts;
  store.subscribe(({ accounts }) => {
    if (accounts === before) return;
    before = accounts;
    const now = accounts.filter(isRegistered).map(({ id }) => id);
    const fresh = now.filter((id) => !known.includes(id));
    known = now;
    for (const id of fresh) listener(id);
  });
}

export interface NetworkListener {
  /** The network is another one: what was learned of its servers is void. */
  networkChanged(): void;
  /** Something hints at a change; `awake`: the device slept. */
  awoke(awake: boolean): void;
}

/** Follows the network and new versions of the program. */
export function followNetwork(
  { connectivity, updates }: Pick<PhonePorts, 'connectivity' | 'updates'>,
  store: PhoneStore,
  listener: NetworkListener,
): void {
  store.dispatch({ kind: 'onlineChanged', online: connectivity.online });
  connectivity.onChange((online) => {
    if (online) listener.networkChanged();
    store.dispatch({ kind: 'onlineChanged', online });
  });
  connectivity.onHint((awake) => {
    listener.awoke(awake);
  });
  updates.onReady(() => {
    store.dispatch({ kind: 'updateFound' });
  });
}

/** Follows the permission for the microphone; with it come the names of the devices. */
export async function followPermission(
  ports: Pick<PhonePorts, 'followPermission' | 'log'>,
  store: PhoneStore,
  granted: () => void,
): Promise<void> {
  try {
    await ports.followPermission((permission) => {
      store.dispatch({ kind: 'permissionChanged', permission });
      if (permission.state === 'granted') granted();
    });
  } catch (problem) {
    ports.log.problem('the permission could not be followed', problem);
  }
}
