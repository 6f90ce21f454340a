// What can be done in a call: mute, hold, keypad, hang up. Names stay; aria-pressed carries the state.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isLive } from '../../sip/call-state.ts';
import { baseStyles, buttonStyles } from '../shared/base-styles.ts';
import { icon, type IconName } from '../shared/icons.ts';
import { phoneState } from '../store-controller.ts';
import { hangUpStyles } from './hang-up-styles.ts';

@customElement('bw-call-controls')
export class BwCallControls extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    hangUpStyles,
    css`
      .controls {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 8px;
      }
      .tile {
        flex-direction: column;
        gap: 6px;
        min-block-size: 80px;
        border-color: var(--line);
        background: var(--raised);
        font-size: var(--text-1);
      }
      .tile[aria-pressed='true'],
      .tile[aria-expanded='true'] {
        border-color: var(--action);
        background: var(--action);
        color: var(--on-action);
      }
      .hang-up {
        grid-column: 1 / -1;
      }
    `,
  ];

  @property({ type: Boolean }) keypadOpen = false;
  readonly #call = phoneState(this, (state) => state.call);

  /** Gives the focus back to the button that opened the keypad. */
  focusKeypadButton(): void {
    this.renderRoot.querySelector<HTMLElement>('#keypad')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const call = this.#call.value;
    if (!isLive(call)) return nothing;
    const talking = call.phase === 'established';
    const held = talking && (call.hold === 'local' || call.hold === 'both');
    const muted = talking && call.muted;
    const { phone } = this.#call;
    const hangUp = (): void => {
      phone.hangUp();
    };
    const mute = (): void => {
      phone.setMuted(!muted);
    };
    const hold = (): void => {
      if (!(talking && call.holdPending)) void phone.setHold(!held);
    };
    return html`<div class="controls">
      ${this.#toggle('microphoneOff', msg('Mute'), muted, !talking, mute)}
      ${this.#toggle('pause', msg('Hold'), held, !talking, hold, talking && call.holdPending)}
      ${this.#keypad(!talking)}
      <button class="button tall hang-up" @click=${hangUp}>${icon('hangUp')}${msg('Hang up')}</button>
    </div>`;
  }

  #toggle(
    glyph: IconName,
    name: string,
    pressed: boolean,
    disabled: boolean,
    act: () => void,
    busy = false,
  ): TemplateResult {
    return html`<button
      class="button tile"
      aria-pressed=${pressed ? 'true' : 'false'}
      aria-busy=${busy ? 'true' : 'false'}
      ?disabled=${disabled}
      @click=${act}
    >
      ${icon(glyph)}${name}
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
