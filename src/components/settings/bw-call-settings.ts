// Calls: how key tones travel, in plain words with the technical term beside them.
import { msg } from '@lit/localize';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { DtmfMethod } from '../../sip/dtmf.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { phoneState } from '../store-controller.ts';
import { settingsStyles } from './settings-styles.ts';

@customElement('bw-call-settings')
export class BwCallSettings extends LitElement {
  static override styles = [baseStyles, formStyles, settingsStyles];

  readonly #method = phoneState(this, (state) => state.settings.dtmfMethod);

  protected override render(): TemplateResult {
    return html`<fieldset>
      <legend>${msg('How keys pressed in a call are sent')}</legend>
      <div class="choices">
        ${this.#choice('rfc4733', msg('With the sound'), msg('Right for nearly every server (RFC 4733, formerly RFC 2833).'))}
        ${this.#choice('info', msg('As messages beside it'), msg('For servers that ask for it (SIP INFO).'))}
      </div>
    </fieldset>`;
  }

  #choice(method: DtmfMethod, words: string, hint: string): TemplateResult {
    const choose = (): void => {
      void this.#method.phone.app.do({ kind: 'changeSettings', change: { dtmfMethod: method } });
    };
    return html`<label class="choice">
      <input
        type="radio"
        name="dtmf"
        .value=${method}
        .checked=${this.#method.value === method}
        aria-describedby="${method}-hint"
        @change=${choose}
      />
      <b>${words}</b>
      <span class="hint" id="${method}-hint">${hint}</span>
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-call-settings': BwCallSettings;
  }
}
