// Deletes the whole history, after a yes.
import { msg, str } from '@lit/localize';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatNumber } from '../../i18n/format.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { phoneState } from '../store-controller.ts';
import '../shared/bw-delete-all.ts';

@customElement('bw-clear-history')
export class BwClearHistory extends LitElement {
  static override styles = [baseStyles];

  readonly #count = phoneState(this, (state) => state.history.length);

  protected override render(): TemplateResult {
    const count = this.#count.value;
    const question =
      count === 1
        ? msg('Delete this call? It can’t be brought back.')
        : msg(str`Delete all ${formatNumber(count)} calls? They can’t be brought back.`);
    return html`<bw-delete-all
      .label=${msg('Delete all')}
      .question=${question}
      ?disabled=${count === 0}
      @delete-confirmed=${this.#clear}
    ></bw-delete-all>`;
  }

  readonly #clear = (): void => {
    void this.#count.phone.history.do({ kind: 'clearHistory' });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-clear-history': BwClearHistory;
  }
}
