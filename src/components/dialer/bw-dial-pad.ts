// Twelve keys. The same pad dials and, in a call, sends tones; it says which key, its owner decides what that means.
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Tone } from '../../sip/dtmf.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';

const KEYS: readonly (readonly [Tone, string])[] = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
];

/** How long 0 is held for a plus. */
const LONG_PRESS_MS = 500;

@customElement('bw-dial-pad')
export class BwDialPad extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .pad {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: var(--key-gap, 8px);
        direction: ltr;
      }
      button {
        display: grid;
        align-content: center;
        justify-items: center;
        min-block-size: var(--key, clamp(48px, 8.5dvh, 72px));
        padding: 0;
        border: 1px solid var(--line);
        border-radius: var(--round-2);
        background: var(--raised);
        font-size: 1.5rem;
        line-height: 1.15;
        font-variant-numeric: tabular-nums;
        cursor: pointer;
        touch-action: manipulation;
        user-select: none;
        -webkit-user-select: none;
        -webkit-tap-highlight-color: transparent;
        transition: background var(--move);
      }
      button:hover {
        background: color-mix(in srgb, var(--raised) 60%, var(--pressed));
      }
      button:active {
        background: var(--pressed);
      }
      small {
        min-block-size: 1.2em;
        /* No larger, or four letters would not fit their key. */
        font-size: min(0.6875rem, 15px);
        font-weight: 600;
        letter-spacing: 0.12em;
        color: var(--muted);
      }
    `,
  ];

  #timer: number | undefined;
  /** True after a long press, so that the click that follows it means nothing. */
  #held = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release();
  }

  protected override render(): TemplateResult {
    return html`<div class="pad">
      ${KEYS.map(
        ([tone, letters]) =>
          html`<button
            type="button"
            aria-label=${tone}
            @click=${() => {
              this.#press(tone);
            }}
            @pointerdown=${() => {
              this.#hold(tone);
            }}
            @pointerup=${this.#release}
            @pointerleave=${this.#leave}
            @contextmenu=${(event: Event) => {
              event.preventDefault();
            }}
          >
            ${tone}<small aria-hidden="true">${letters}</small>
          </button>`,
      )}
    </div>`;
  }

  #press(tone: Tone): void {
    if (!this.#held) this.dispatchEvent(new CustomEvent('tone-pressed', { detail: tone }));
    this.#held = false;
  }

  #hold(tone: Tone): void {
    this.#release();
    this.#held = false;
    if (tone !== '0') return;
    this.#timer = window.setTimeout(() => {
      this.#held = true;
      this.dispatchEvent(new CustomEvent('plus-pressed'));
    }, LONG_PRESS_MS);
  }

  readonly #release = (): void => {
    window.clearTimeout(this.#timer);
  };

  readonly #leave = (): void => {
    this.#release();
    this.#held = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-dial-pad': BwDialPad;
  }
  interface HTMLElementEventMap {
    'tone-pressed': CustomEvent<Tone>;
    /** 0 was held: a plus is meant. */
    'plus-pressed': CustomEvent<void>;
  }
}
