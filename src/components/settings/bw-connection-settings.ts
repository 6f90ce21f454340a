// Connection: how often the phone checks that the server still answers. The defaults suit nearly everyone.
import { msg } from '@lit/localize';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { KEEP_ALIVE_BOUNDS } from '../../phone/settings.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { phoneState } from '../store-controller.ts';
import { numberField } from './number-field.ts';
import { settingsStyles } from './settings-styles.ts';

type Key = 'keepAliveSeconds' | 'keepAliveInCallSeconds';

@customElement('bw-connection-settings')
export class BwConnectionSettings extends LitElement {
  static override styles = [baseStyles, formStyles, settingsStyles];

  readonly #settings = phoneState(this, (state) => state.settings);

  protected override render(): TemplateResult {
    return html`<fieldset>
      <legend>${msg('How often the phone checks that the server still answers (keep-alive)')}</legend>
      <p class="hint" id="hint">
        ${msg('A connection that has died without notice is detected within this time plus five seconds. Anything that arrives shows that it is alive.')}
      </p>
      <div class="pair">
        ${this.#field('keepAliveSeconds', msg('While idle, seconds'), KEEP_ALIVE_BOUNDS.idle)}
        ${this.#field('keepAliveInCallSeconds', msg('During a call, seconds'), KEEP_ALIVE_BOUNDS.call)}
      </div>
    </fieldset>`;
  }

  #field(key: Key, label: string, bounds: readonly [number, number]): TemplateResult {
    const { value, phone } = this.#settings;
    return numberField({ id: key, label, value: value[key], bounds, describedBy: 'hint' }, (seconds) => {
      void phone.app.do({ kind: 'changeSettings', change: { [key]: seconds } });
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-connection-settings': BwConnectionSettings;
  }
}
