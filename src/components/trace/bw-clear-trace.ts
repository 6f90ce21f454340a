// Deletes the SIP trace, after a yes.
import { msg, str } from '@lit/localize';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatNumber } from '../../i18n/format.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { sipTrace } from '../store-controller.ts';
import '../shared/bw-delete-all.ts';

@customElement('bw-clear-trace')
export class BwClearTrace extends LitElement {
  static override styles = [baseStyles];

  readonly #count = sipTrace(this, (trace) => trace.length);

  protected override render(): TemplateResult {
    const count = this.#count.value;
    const question =
      count === 1
        ? msg('Delete this message? It can’t be brought back.')
        : msg(str`Delete all ${formatNumber(count)} messages? They can’t be brought back.`);
    return html`<bw-delete-all
      .label=${msg('Delete messages')}
      .question=${question}
      ?disabled=${count === 0}
      @delete-confirmed=${this.#clear}
    ></bw-delete-all>`;
  }

  readonly #clear = (): void => {
    void this.#count.phone.messages.do({ kind: 'clearTrace' });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-clear-trace': BwClearTrace;
  }
}
