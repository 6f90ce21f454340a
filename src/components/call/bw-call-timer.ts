// The running time of a call. Ticks on its own, so that nothing around it renders again.
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatTimer } from '../../i18n/format-time.ts';

@customElement('bw-call-timer')
export class BwCallTimer extends LitElement {
  static override styles = css`
    :host {
      font-variant-numeric: tabular-nums;
    }
  `;

  /** When the call was answered, milliseconds since the epoch. */
  @property({ attribute: false }) sinceMs = 0;
  #timer: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = window.setInterval(() => {
      this.requestUpdate();
    }, 500);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.#timer);
  }

  protected override render(): TemplateResult {
    return html`<span role="timer" aria-live="off">${formatTimer((Date.now() - this.sinceMs) / 1000)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-call-timer': BwCallTimer;
  }
}
