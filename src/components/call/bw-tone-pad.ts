// The keypad during a call, with the line of what was sent. Its keys bubble as `tone-pressed`.
import { msg } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { tonesRefusedWords } from '../../i18n/call-words.ts';
import type { Tone } from '../../sip/dtmf.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import '../dialer/bw-dial-pad.ts';

@customElement('bw-tone-pad')
export class BwTonePad extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        --key: clamp(44px, 7.4dvh, 64px);
        --key-gap: 6px;
      }
      /* One line, its end in sight: however many keys were pressed, the pad stays where it is. */
      .sent {
        display: flex;
        gap: 8px;
        min-block-size: 32px;
        padding: 4px 12px;
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
      @media (max-height: 519px) {
        .sent {
          font-size: var(--text-1);
        }
        :host {
          --key: 44px;
          --key-gap: 4px;
        }
      }
      .refused {
        font-size: var(--text-1);
      }
    `,
  ];

  @property({ attribute: false }) sent: readonly Tone[] = [];
  /** Keys don't reach the far side: nothing counts as sent. */
  @property({ type: Boolean }) refused = false;

  protected override render(): TemplateResult {
    return html`<div role="group" aria-label=${msg('Tones')}>
      ${
        this.refused
          ? html`<p class="sent refused" role="status">${tonesRefusedWords()}</p>`
          : html`<p class="sent">
              <span class="muted">${msg('Sent:')}</span> <bdi aria-live="polite">${this.sent.join(' ')}</bdi>
            </p>`
      }
      <bw-dial-pad @tone-pressed=${this.#pass}></bw-dial-pad>
    </div>`;
  }

  readonly #pass = (event: CustomEvent<Tone>): void => {
    this.dispatchEvent(new CustomEvent('tone-pressed', { detail: event.detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-tone-pad': BwTonePad;
  }
}
