// Draws once, unseen, what a call shows, while the browser has nothing else to do: templates are made, style sheets read and code is
// warm before the first click. Each scene comes and goes within one task, so nothing of it is painted, read out, focused or ticking.
import { ContextProvider } from '@lit/context';
import { LitElement, html, render, type TemplateResult } from 'lit';
import { NO_VITALS } from '../../diagnosis/flow.ts';
import { judgeCall } from '../../diagnosis/judge-call.ts';
import type { Verdict } from '../../diagnosis/verdict.ts';
import { SILENT_LEVELS } from '../../media/levels.ts';
import type { Phone, VerdictsByCall, VitalsByCall } from '../../phone/phone.ts';
import type { LiveState } from '../../phone/calls/calls-state.ts';
import type { PhoneState } from '../../phone/phone-state.ts';
import type { ReadableStore } from '../../phone/store.ts';
import { isLive, newCall, nextCall, type Call, type CallDirection } from '../../sip/call-state.ts';
import { phoneContext } from '../contexts.ts';
import '../call/bw-call-screen.ts';
import '../call/bw-incoming-call.ts';

/** Safari has no requestIdleCallback; what a sign-in starts is over by then, in milliseconds. */
const INSTEAD_OF_IDLE_MS = 2000;

const FINE = { online: true, registered: true, relayConfigured: false };
const verdictOn = (call: LiveState): Verdict => judgeCall({ call, vitals: NO_VITALS, around: FINE });

function sample(direction: CallDirection): Call {
  const remote = { uri: 'sip:rehearsal@invalid', user: 'rehearsal', displayName: '' };
  return newCall({ id: 'rehearsal', accountId: '', direction, remote, startedAtMs: 0 });
}

const answered = nextCall(sample('outgoing'), { kind: 'established', atMs: 0 });

/** In the order in which they are needed. */
const SCENES: readonly { readonly call: Call; readonly picture: (call: Call) => TemplateResult }[] = [
  {
    call: sample('outgoing'),
    picture: (call) => html`<bw-call-screen .call=${call}></bw-call-screen>`,
  },
  { call: answered, picture: (call) => html`<bw-call-screen .call=${call}></bw-call-screen>` },
  {
    call: sample('incoming'),
    picture: (call) => html`<bw-incoming-call .call=${call}></bw-incoming-call>`,
  },
];

function fixed<State>(state: State): ReadableStore<State> {
  return { state, subscribe: () => () => undefined };
}

/** The phone as it is, with this call in it, and deaf to whatever it is told. */
function standIn(phone: Phone, call: Call): Phone {
  const deaf = { do: () => Promise.resolve() };
  const state: PhoneState = { ...phone.store.state, calls: [call], activeCallId: call.id };
  return {
    store: fixed(state),
    vitals: fixed<VitalsByCall>({}),
    verdicts: fixed<VerdictsByCall>(isLive(call) ? { [call.id]: verdictOn(call) } : {}),
    levels: () => SILENT_LEVELS,
    microphoneTest: phone.microphoneTest,
    testLevel: 0,
    trace: phone.trace,
    calls: deaf,
    accounts: deaf,
    devices: deaf,
    history: deaf,
    messages: deaf,
    app: deaf,
    signIn: () => ({}),
    editableSignIn: () => undefined,
    testIceServer: phone.testIceServer,
    testTurnService: phone.testTurnService,
    readIceList: (text) => phone.readIceList(text),
  };
}

/** A place in the page that nobody sees, hears or reaches, as large as the window. */
function newStage(): HTMLElement {
  const stage = document.createElement('div');
  stage.inert = true;
  stage.ariaHidden = 'true';
  Object.assign(stage.style, { position: 'fixed', inset: '0', display: 'flex', visibility: 'hidden' });
  Object.assign(stage.style, { contain: 'strict', zIndex: '-1' });
  return stage;
}

/** Awaits nothing but microtasks: whoever awaits this stays within the task. */
async function drawn(root: ParentNode): Promise<void> {
  for (const element of root.querySelectorAll('*')) {
    if (element instanceof LitElement) await element.updateComplete;
    if (element.shadowRoot !== null) await drawn(element.shadowRoot);
  }
}

async function play(phone: Phone, { call, picture }: (typeof SCENES)[number]): Promise<void> {
  const stage = newStage();
  new ContextProvider(stage, { context: phoneContext, initialValue: standIn(phone, call) });
  document.body.append(stage);
  try {
    render(picture(call), stage);
    await drawn(stage);
    stage.getBoundingClientRect(); // asks for style and layout
  } finally {
    stage.remove();
  }
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window)
      requestIdleCallback(() => {
        resolve();
      });
    else setTimeout(resolve, INSTEAD_OF_IDLE_MS);
  });
}

/** Resolves once all was drawn, or a call is there by itself. */
export async function rehearse(phone: Phone): Promise<void> {
  for (const scene of SCENES) {
    await idle();
    if (phone.store.state.calls.some(isLive)) return;
    await play(phone, scene);
  }
}
