// How long until the phone tries again, counted down by the second. Hidden from screen readers but for its first words: a status
// that speaks every second would be unbearable.
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { retryWords } from '../../i18n/registration-words.ts';

@customElement('bw-retry-countdown')
export class BwRetryCountdown extends LitElement {
  /** Milliseconds since the epoch. */
  @property({ type: Number }) untilMs = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      this.requestUpdate();
    }, 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override render(): TemplateResult {
    const seconds = Math.max(0, Math.ceil((this.untilMs - Date.now()) / 1000));
    return html`<span aria-hidden="true">${retryWords(seconds)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-retry-countdown': BwRetryCountdown;
  }
}
