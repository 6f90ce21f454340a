// Says during a call that the microphone gives nothing, and what may be the reason. Goes when sound comes.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { silentMicrophoneWords } from '../../i18n/microphone-words.ts';
import type { Call } from '../../sip/call-state.ts';
import { icon } from '../shared/all-icons.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { callVitals } from '../store-controller.ts';

@customElement('bw-silent-microphone')
export class BwSilentMicrophone extends LitElement {
  static override styles = [
    baseStyles,
    css`
      p {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 12px;
        margin-block-start: 12px;
        padding: 12px 16px;
        border: 1px solid var(--line);
        border-radius: var(--round-2);
        background: var(--surface);
        text-align: start;
      }
      svg {
        color: var(--repairing);
      }
    `,
  ];

  @property({ attribute: false }) call: Call | undefined;
  readonly #vitals = callVitals(this);

  protected override render(): TemplateResult {
    const { microphone } = this.#vitals.value;
    return html`<div aria-live="polite">
      ${
        microphone === 'none'
          ? nothing
          : html`<p>${icon('microphoneOff')}<span>${silentMicrophoneWords(microphone === "ended" ? "shutOff" : microphone)}</span></p>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-silent-microphone': BwSilentMicrophone;
  }
}
