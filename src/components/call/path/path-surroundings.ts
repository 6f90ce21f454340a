// Follows what the picture of a call's path needs besides the call: whether the device is online, the server knows us, a relay is there.
import type { ReactiveControllerHost } from 'lit';
import { accountOfCall, isRegistered } from '../../../phone/accounts/account-selectors.ts';
import type { Phone } from '../../../phone/phone.ts';
import type { PhoneState } from '../../../phone/phone-state.ts';
import type { Call } from '../../../sip/call-state.ts';
import { hasRelay } from '../../shared/relay.ts';
import { phoneState, type StoreController } from '../../store-controller.ts';
import type { PathContext } from './path-model.ts';

type Host = ReactiveControllerHost & HTMLElement & { readonly call: Call | undefined };

export class PathSurroundings {
  readonly #online: StoreController<PhoneState, boolean>;
  readonly #registered: StoreController<PhoneState, boolean>;
  readonly #relay: StoreController<PhoneState, boolean>;

  constructor(host: Host) {
    const account = (): string => host.call?.accountId ?? '';
    this.#online = phoneState(host, (state) => state.online);
    this.#registered = phoneState(host, (state) => isRegistered(accountOfCall(state, host.call)), account);
    this.#relay = phoneState(host, (state) => hasRelay(accountOfCall(state, host.call)), account);
  }

  get phone(): Phone {
    return this.#online.phone;
  }

  get value(): PathContext {
    return {
      online: this.#online.value,
      registered: this.#registered.value,
      relayConfigured: this.#relay.value,
    };
  }
}
