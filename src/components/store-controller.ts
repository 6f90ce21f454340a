// Joins a component to one of the phone's stores: it re-renders when the selected part changes, and only then.
// Owns its subscription; the component needs no clean-up of its own.
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CallVitals } from '../media/flow.ts';
import type { MicrophoneTestState } from '../phone/microphone-test-state.ts';
import type { PhoneState } from '../phone/phone-state.ts';
import type { Phone } from '../phone/phone.ts';
import type { TraceEntry } from '../sip/trace/trace-entry.ts';
import type { ReadableStore } from '../phone/store.ts';
import { phoneContext } from './contexts.ts';

type Host = ReactiveControllerHost & HTMLElement;

export class StoreController<State, Selected> implements ReactiveController {
  readonly #host: Host;
  readonly #storeOf: (phone: Phone) => ReadableStore<State>;
  readonly #select: (state: State) => Selected;
  #phone: Phone | undefined;
  #unsubscribe: (() => void) | undefined;
  #last: Selected | undefined;

  constructor(
    host: Host,
    storeOf: (phone: Phone) => ReadableStore<State>,
    select: (state: State) => Selected,
  ) {
    this.#host = host;
    this.#storeOf = storeOf;
    this.#select = select;
    new ContextConsumer(host, {
      context: phoneContext,
      subscribe: true,
      callback: (phone) => {
        this.#follow(phone);
      },
    });
    host.addController(this);
  }

  /** The phone; throws where the component stands outside `bw-app`. */
  get phone(): Phone {
    if (this.#phone === undefined) throw new Error(`${this.#host.localName} has no phone above it`);
    return this.#phone;
  }

  /** The selected part of the present state. */
  get value(): Selected {
    return this.#select(this.#storeOf(this.phone).state);
  }

  hostConnected(): void {
    if (this.#phone !== undefined) this.#follow(this.#phone);
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  #follow(phone: Phone): void {
    this.#unsubscribe?.();
    this.#phone = phone;
    const store = this.#storeOf(phone);
    this.#last = this.#select(store.state);
    this.#unsubscribe = store.subscribe((state) => {
      const next = this.#select(state);
      if (Object.is(next, this.#last)) return;
      this.#last = next;
      this.#host.requestUpdate();
    });
    this.#host.requestUpdate();
  }
}

/** A part of the phone's state. */
export function phoneState<Selected>(
  host: Host,
  select: (state: PhoneState) => Selected,
): StoreController<PhoneState, Selected> {
  return new StoreController(host, (phone) => phone.store, select);
}

/** The vitals of the call, once a second. */
export function callVitals(host: Host): StoreController<CallVitals, CallVitals> {
  return new StoreController(
    host,
    (phone) => phone.vitals,
    (vitals) => vitals,
  );
}

/** The microphone test. */
export function microphoneTest(host: Host): StoreController<MicrophoneTestState, MicrophoneTestState> {
  return new StoreController(
    host,
    (phone) => phone.microphoneTest,
    (test) => test,
  );
}

/** A part of the SIP trace. */
export function sipTrace<Selected>(
  host: Host,
  select: (trace: readonly TraceEntry[]) => Selected,
): StoreController<readonly TraceEntry[], Selected> {
  return new StoreController(host, (phone) => phone.trace, select);
}
