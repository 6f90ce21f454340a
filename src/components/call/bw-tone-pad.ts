// The keypad during a call, with the line of what was sent, and a field for several keys at once. Its keys bubble as `tone-pressed` and
// `tone-held`, several as `keys-entered`.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Tone } from '../../sip/dtmf.ts';
import { icon } from '../shared/all-icons.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import '../dialer/bw-dial-pad.ts';
import './bw-key-field.ts';

@customElement('bw-tone-pad')
export class BwTonePad extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        --key: clamp(44px, 7.4dvh, 64px);
        --key-gap: 6px;
      }
      /* One line, its end in sight: however many keys were pressed, the pad stays where it is. */
      .sent {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 44px;
        padding-inline-start: 12px;
        margin-block-end: 6px;
        border-radius: var(--round-1);
        background: var(--raised);
        font-size: var(--text-2);
        font-variant-numeric: tabular-nums;
      }
      .sent bdi {
        flex: 1;
        min-inline-size: 0;
        display: flex;
        justify-content: flex-end;
        overflow: hidden;
        white-space: nowrap;
      }
      .stays {
        flex: 1;
        padding-block: 4px;
        font-size: var(--text-1);
      }
      .hint {
        margin-block-start: 6px;
        text-align: center;
      }
      @media (max-height: 740px) {
        .hint {
          display: none;
        }
      }
      @media (max-height: 519px) {
        .sent {
          font-size: var(--text-1);
        }
        :host {
          --key: 44px;
          --key-gap: 4px;
        }
      }
    `,
  ];

  @property({ attribute: false }) sent: readonly Tone[] = [];
  /** Why keys reach nobody now; empty where they do. Nothing counts as sent then. */
  @property() refusal = '';
  /** Pasted elsewhere, and no keys: stands in the field, to be mended. */
  @property() draft = '';
  @state() private fieldOpen = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('draft') && this.draft !== '') this.fieldOpen = true;
  }

  protected override render(): TemplateResult {
    return html`<div role="group" aria-label=${msg('Tones')}>
      ${this.fieldOpen ? this.#field() : this.#line()}
      <bw-dial-pad holds="tones" @tone-pressed=${this.#pass} @tone-held=${this.#pass}></bw-dial-pad>
      <p class="hint small muted">${msg('Hold a key for a longer tone.')}</p>
    </div>`;
  }

  #line(): TemplateResult {
    return html`<div class="sent">
      ${
        this.refusal === ''
          ? html`<span class="muted">${msg('Sent:')}</span>
              <bdi aria-live="polite" dir="ltr">${this.sent.join(' ')}</bdi>`
          : html`<span class="stays" role="status">${this.refusal}</span>`
      }
      <button
        class="button bare icon"
        aria-label=${msg('Type or paste several keys')}
        @click=${() => {
          this.fieldOpen = true;
        }}
      >
        ${icon('paste')}
      </button>
    </div>`;
  }

  #field(): TemplateResult {
    return html`<bw-key-field
        .draft=${this.draft}
        @keys-entered=${this.#entered}
        @keys-closed=${this.#close}
      ></bw-key-field>
      ${this.refusal === '' ? nothing : html`<p class="stays" role="status">${this.refusal}</p>`}`;
  }

  readonly #close = (): void => {
    this.fieldOpen = false;
    this.#focusButton();
    this.dispatchEvent(new CustomEvent('keys-closed'));
  };

  readonly #entered = (event: CustomEvent<string>): void => {
    this.#close();
    this.dispatchEvent(new CustomEvent('keys-entered', { detail: event.detail }));
  };

  readonly #pass = (event: CustomEvent): void => {
    this.dispatchEvent(new CustomEvent(event.type, { detail: event.detail as unknown }));
  };

  /** The field is gone: the focus goes to what opened it, not to nowhere. */
  #focusButton(): void {
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>('.sent button')?.focus();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-tone-pad': BwTonePad;
  }
}
