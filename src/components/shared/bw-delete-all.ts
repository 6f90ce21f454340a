// Deletes many things after asking in place: no dialog, no surprise, the focus stays here. What is deleted decides
// whoever listens to `delete-confirmed`.
import { msg } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, buttonStyles } from './styles/base-styles.ts';
import { icon } from './all-icons.ts';

@customElement('bw-delete-all')
export class BwDeleteAll extends LitElement {
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

  @property() label = '';
  @property() question = '';
  /** The name of the answer that deletes. */
  @property() yes = msg('Delete for good');
  @property({ type: Boolean }) disabled = false;
  @state() private asking = false;

  protected override render(): TemplateResult {
    if (!this.asking) {
      return html`<button id="ask" class="button" ?disabled=${this.disabled} @click=${this.#ask}>
        ${icon('trash')}${this.label}
      </button>`;
    }
    return html`<div class="ask" role="group" aria-label=${this.question} @keydown=${this.#onKey}>
      <p id="question">${this.question}</p>
      <button id="keep" class="button" @click=${this.#keep}>${msg('Keep')}</button>
      <button class="button primary" @click=${this.#delete}>${this.yes}</button>
    </div>`;
  }

  async #show(asking: boolean, focusOn: string): Promise<void> {
    this.asking = asking;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(focusOn)?.focus();
  }

  readonly #ask = (): void => void this.#show(true, '#keep');
  readonly #keep = (): void => void this.#show(false, '#ask');

  readonly #delete = (): void => {
    this.asking = false;
    this.dispatchEvent(new CustomEvent('delete-confirmed'));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#keep();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-delete-all': BwDeleteAll;
  }
  interface HTMLElementEventMap {
    'delete-confirmed': CustomEvent;
  }
}
