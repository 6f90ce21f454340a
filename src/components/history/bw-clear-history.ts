// Deletes the whole history after asking in place: no dialog, no surprise, the focus stays here.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formatNumber } from '../../i18n/format.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { icon } from '../shared/icons.ts';
import { phoneState } from '../store-controller.ts';

@customElement('bw-clear-history')
export class BwClearHistory extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      .ask {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
    `,
  ];

  @state() private asking = false;
  readonly #count = phoneState(this, (state) => state.history.length);

  protected override render(): TemplateResult {
    if (!this.asking) {
      return html`<button id="ask" class="button" ?disabled=${this.#count.value === 0} @click=${this.#ask}>
        ${icon('trash')}${msg('Delete all')}
      </button>`;
    }
    const count = this.#count.value;
    const question =
      count === 1
        ? msg('Delete this call? It can’t be brought back.')
        : msg(str`Delete all ${formatNumber(count)} calls? They can’t be brought back.`);
    return html`<div class="ask" role="group" aria-label=${question} @keydown=${this.#onKey}>
      <p>${question}</p>
      <button id="keep" class="button" @click=${this.#keep}>${msg('Keep')}</button>
      <button class="button primary" @click=${this.#clear}>${msg('Delete for good')}</button>
    </div>`;
  }

  async #show(asking: boolean, focusOn: string): Promise<void> {
    this.asking = asking;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(focusOn)?.focus();
  }

  readonly #ask = (): void => void this.#show(true, '#keep');
  readonly #keep = (): void => void this.#show(false, '#ask');

  readonly #clear = (): void => {
    this.#count.phone.clearHistory();
    this.asking = false;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#keep();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-clear-history': BwClearHistory;
  }
}
