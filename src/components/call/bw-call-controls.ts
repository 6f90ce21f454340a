// What can be done in a call: mute, hold, keypad (its keys come through the slot), hang up. Names stay; aria-pressed carries
// the state. Where there is too little room all of it scrolls but Hang up, which nothing moves out of sight.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isLive, type Call, type EstablishedCall, type PendingCall } from '../../sip/call-state.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { icon, type IconName } from '../shared/all-icons.ts';
import { phoneState } from '../store-controller.ts';
import { hangUpStyles } from './hang-up-styles.ts';

interface Toggle {
  readonly glyph: IconName;
  readonly name: string;
  /** The state in words, for the eyes; aria-pressed says it to the rest. */
  readonly state: string;
  readonly pressed: boolean;
  readonly disabled: boolean;
  /** True while the far side has not agreed yet. */
  readonly busy: boolean;
  readonly act: () => void;
}

@customElement('bw-call-controls')
export class BwCallControls extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    hangUpStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: minmax(0, auto) auto;
        gap: 4px;
        min-block-size: 0;
      }
      /* The room around is for the ring of the focus, which would be cut off where this scrolls. */
      .tools {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        gap: 8px;
        margin: -6px;
        padding: 6px;
        overflow: auto;
      }
      .tiles {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, max(30%, 4.8em)), 1fr));
        gap: 8px;
        font-size: var(--text-1);
      }
      .tile {
        flex-direction: column;
        gap: 2px;
        min-block-size: clamp(56px, 9.5dvh, 80px);
        padding: 4px;
        border-color: var(--line);
        background: var(--raised);
      }
      .tile[aria-pressed='true'],
      .tile[aria-expanded='true'] {
        border-color: var(--action);
        background: var(--action);
        color: var(--on-action);
      }
      .state {
        font-size: 0.75rem;
        font-weight: 400;
      }
      .hang-up {
        inline-size: 100%;
        margin-block-start: 4px;
      }
      @media (min-height: 741px) {
        .tile svg {
          margin-block-end: 4px;
        }
      }
    `,
  ];

  @property({ type: Boolean }) keypadOpen = false;
  @property({ attribute: false }) call: Call | undefined;
  readonly #phone = phoneState(this, () => undefined);

  /** Gives the focus back to the button that opened the keypad. */
  focusKeypadButton(): void {
    this.renderRoot.querySelector<HTMLElement>('#keypad')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { call } = this;
    if (!isLive(call)) return nothing;
    const talking = call.phase === 'established';
    const hangUp = (): void => {
      void this.#phone.phone.calls.do({ kind: 'hangUp', callId: call.id });
    };
    return html`<div class="tools">
        <div class="tiles">
          ${this.#toggle(this.#mute(call))} ${this.#toggle(this.#hold(call))} ${this.#keypad(!talking)}
        </div>
        <slot></slot>
      </div>
      <button class="button tall hang-up" @click=${hangUp}>${icon('hangUp')}${msg('Hang up')}</button>`;
  }

  #mute(call: PendingCall | EstablishedCall): Toggle {
    const pressed = call.phase === 'established' && call.muted;
    const act = (): void => {
      void this.#phone.phone.calls.do({ kind: 'setMuted', callId: call.id, muted: !pressed });
    };
    const disabled = call.phase !== 'established';
    const glyph = pressed ? 'microphoneOff' : 'microphone';
    const state = pressed ? msg('muted') : '';
    return { glyph, name: msg('Mute'), state, pressed, disabled, busy: false, act };
  }

  #hold(call: PendingCall | EstablishedCall): Toggle {
    const talking = call.phase === 'established';
    const pressed = talking && (call.hold === 'local' || call.hold === 'both');
    const busy = talking && call.holdPending;
    const act = (): void => {
      if (!busy) void this.#phone.phone.calls.do({ kind: 'setHold', callId: call.id, held: !pressed });
    };
    const state = busy ? msg('asking…') : pressed ? msg('on hold') : '';
    return { glyph: 'pause', name: msg('Hold'), state, pressed, disabled: !talking, busy, act };
  }

  #toggle({ glyph, name, state, pressed, disabled, busy, act }: Toggle): TemplateResult {
    return html`<button
      class="button tile"
      aria-pressed=${pressed ? 'true' : 'false'}
      aria-busy=${busy ? 'true' : 'false'}
      ?disabled=${disabled}
      @click=${act}
    >
      ${icon(glyph)}<span>${name}</span>
      ${state === '' ? nothing : html`<span class="state" aria-hidden="true">${state}</span>`}
    </button>`;
  }

  #keypad(disabled: boolean): TemplateResult {
    const toggle = (): void => {
      this.dispatchEvent(new CustomEvent('keypad-toggled'));
    };
    return html`<button
      id="keypad"
      class="button tile"
      aria-expanded=${this.keypadOpen ? 'true' : 'false'}
      ?disabled=${disabled}
      @click=${toggle}
    >
      ${icon('keypad')}${msg('Keypad')}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-call-controls': BwCallControls;
  }
  interface HTMLElementEventMap {
    'keypad-toggled': CustomEvent<void>;
  }
}
