// Joins a component to one of the phone's stores: it re-renders when the selected part changes, and only then, once a frame at
// most. What is selected is worked out at most once for each state. Owns its subscription; the component needs no clean-up.
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { NO_VITALS, type CallVitals } from '../diagnosis/flow.ts';
import type { MicrophoneTestState } from '../phone/devices/microphone-test-state.ts';
import type { PhoneState } from '../phone/phone-state.ts';
import type { Phone, VitalsByCall } from '../phone/phone.ts';
import type { Call } from '../sip/call-state.ts';
import type { TraceEntry } from '../sip/trace/trace-entry.ts';
import type { ReadableStore } from '../phone/store.ts';
import { phoneContext } from './contexts.ts';
import { inNextFrame, notInNextFrame } from './frame.ts';

export type Host = ReactiveControllerHost & HTMLElement;

export class StoreController<State, Selected> implements ReactiveController {
  readonly #host: Host;
  readonly #storeOf: (phone: Phone) => ReadableStore<State>;
  readonly #select: (state: State) => Selected;
  #phone: Phone | undefined;
  #unsubscribe: (() => void) | undefined;
  readonly #key: () => string;
  /** What was selected last, from which state, and by which key. */
  #known: { readonly state: State; readonly key: string; readonly selected: Selected } | undefined;
  /** What the component was last asked to draw. */
  #drawn: Selected | undefined;

  /** `key`: what else the selection goes by, as the component is set at the moment. */
  constructor(
    host: Host,
    storeOf: (phone: Phone) => ReadableStore<State>,
    select: (state: State) => Selected,
    key: () => string = () => '',
  ) {
    this.#host = host;
    this.#key = key;
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
    const { state } = this.#storeOf(this.phone);
    const key = this.#key();
    if (this.#known?.state !== state || this.#known.key !== key)
      this.#known = { state, key, selected: this.#select(state) };
    return this.#known.selected;
  }

  hostConnected(): void {
    if (this.#phone !== undefined) this.#follow(this.#phone);
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    notInNextFrame(this.#look);
  }

  /** Compares in the frame, not at each event: what changed there and back is not drawn. */
  readonly #look = (): void => {
    const { value } = this;
    if (Object.is(value, this.#drawn)) return;
    this.#drawn = value;
    this.#host.requestUpdate();
  };

  #follow(phone: Phone): void {
    this.#unsubscribe?.();
    this.#phone = phone;
    this.#known = undefined;
    this.#drawn = this.value;
    this.#unsubscribe = this.#storeOf(phone).subscribe(() => {
      inNextFrame(this.#look);
    });
    this.#host.requestUpdate();
  }
}

/** A part of the phone's state. `key`: what else the selection goes by, as the component is set at the moment. */
export function phoneState<Selected>(
  host: Host,
  select: (state: PhoneState) => Selected,
  key?: () => string,
): StoreController<PhoneState, Selected> {
  return new StoreController(host, (phone) => phone.store, select, key);
}

/** What is measured of the call that the component is handed, once a second. */
export function callVitals(
  host: Host & { readonly call: Pick<Call, 'id'> | undefined },
): StoreController<VitalsByCall, CallVitals> {
  const callId = (): string => host.call?.id ?? '';
  return new StoreController(
    host,
    (phone) => phone.vitals,
    (vitals) => vitals[callId()] ?? NO_VITALS,
    callId,
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
