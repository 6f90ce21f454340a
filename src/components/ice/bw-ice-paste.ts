// Takes a pasted list of servers in whatever form it was found, and says what came of it.
import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { iceListProblemWords, iceListTakenWords, leftOutWords } from '../../i18n/ice-list-words.ts';
import type { IceListResult } from '../../provisioning/ice-list.ts';
import type { LeftOut } from '../../provisioning/ice-entry.ts';
import type { IceRow } from '../../provisioning/ice-rows.ts';
import { formatNumber } from '../../i18n/format.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { phoneState } from '../store-controller.ts';
import { iceStyles } from './ice-styles.ts';

/** So many are named one by one. */
const MOST_SHOWN = 8;

@customElement('bw-ice-paste')
export class BwIcePaste extends LitElement {
  static override styles = [baseStyles, buttonStyles, formStyles, iceStyles];

  @state() private text = '';
  @state() private result: IceListResult | undefined;

  readonly #phone = phoneState(this, () => undefined);

  protected override render(): TemplateResult {
    const problem = this.result?.kind === 'invalid' ? this.result.problem : undefined;
    return html`<details>
      <summary>${msg('Paste a list of servers')}</summary>
      <div class="field">
        <label for="list">${msg('List of servers')}</label>
        <textarea
          id="list"
          .value=${this.text}
          dir="auto"
          autocapitalize="off"
          spellcheck="false"
          aria-invalid=${problem === undefined ? 'false' : 'true'}
          aria-describedby="list-said list-hint"
          @input=${this.#typed}
        ></textarea>
        <p id="list-said" role="status" class=${problem === undefined ? 'hint' : 'problem'}>
          ${
            problem !== undefined
              ? iceListProblemWords(problem)
              : this.result?.kind === 'rows'
                ? iceListTakenWords(this.result.rows.length)
                : nothing
          }
        </p>
        ${this.#leftOut(this.result?.leftOut ?? [])}
        <p class="hint" id="list-hint">
          ${msg(
            'Paste it as you found it: one server a line, such as turn:turn.example.com ann secret, the answer of a service, program code, or settings of a server.',
          )}
        </p>
      </div>
      <button type="button" class="button" ?disabled=${this.text.trim() === ''} @click=${this.#take}>
        ${msg('Add these servers')}
      </button>
    </details>`;
  }

  #leftOut(all: readonly LeftOut[]): TemplateResult | typeof nothing {
    if (all.length === 0) return nothing;
    return html`<div class="hint" id="left-out">
      <p>${msg('Left out:')}</p>
      <ul>
        ${all.slice(0, MOST_SHOWN).map((one) => html`<li><bdi>${leftOutWords(one)}</bdi></li>`)}
      </ul>
      ${
        all.length > MOST_SHOWN
          ? html`<p>${msg(str`And ${formatNumber(all.length - MOST_SHOWN)} more like these.`)}</p>`
          : nothing
      }
    </div>`;
  }

  readonly #typed = (event: InputEvent): void => {
    if (event.target instanceof HTMLTextAreaElement) this.text = event.target.value;
  };

  readonly #take = async (): Promise<void> => {
    this.result = await this.#phone.phone.readIceList(this.text);
    if (this.result.kind !== 'rows') return;
    this.text = '';
    this.dispatchEvent(new CustomEvent('ice-rows-pasted', { detail: this.result.rows }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-ice-paste': BwIcePaste;
  }
  interface HTMLElementEventMap {
    'ice-rows-pasted': CustomEvent<readonly IceRow[]>;
  }
}
