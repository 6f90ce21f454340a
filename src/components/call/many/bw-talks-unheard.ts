// Says that the person talks while they are muted. Goes when they stop, or unmute.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { talksUnheardWords } from '../../../i18n/many-calls-words.ts';
import type { Call } from '../../../sip/call-state.ts';
import { icon } from '../../shared/all-icons.ts';
import { baseStyles } from '../../shared/styles/base-styles.ts';
import { phoneState } from '../../store-controller.ts';

@customElement('bw-talks-unheard')
export class BwTalksUnheard extends LitElement {
  static override styles = [
    baseStyles,
    css`
      p {
        display: flex;
        align-items: center;
        gap: 12px;
        margin-block-start: 12px;
        padding: 10px 16px;
        border: 1px solid var(--repairing);
        border-radius: var(--round-2);
        background: var(--surface);
        font-weight: 600;
      }
      svg {
        color: var(--repairing);
      }
    `,
  ];

  @property({ attribute: false }) call: Call | undefined;
  readonly #talks = phoneState(this, (state) => state.talksUnheard);

  protected override render(): TemplateResult {
    return html`<div aria-live="polite">
      ${this.#isSo ? html`<p>${icon('microphoneOff')}<span>${talksUnheardWords()}</span></p>` : nothing}
    </div>`;
  }

  /** On hold nobody expects to be heard. */
  get #isSo(): boolean {
    const { call } = this;
    return this.#talks.value && call?.phase === 'established' && call.muted && call.hold === 'none';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-talks-unheard': BwTalksUnheard;
  }
}
