// Connection: how often the phone checks that the server still answers. The defaults suit nearly everyone.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { formatNumber } from '../../i18n/format.ts';
import { KEEP_ALIVE_BOUNDS } from '../../phone/settings.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { phoneState } from '../store-controller.ts';
import { settingsStyles } from './settings-styles.ts';

type Key = 'keepAliveSeconds' | 'keepAliveInCallSeconds';

@customElement('bw-connection-settings')
export class BwConnectionSettings extends LitElement {
  static override styles = [
    baseStyles,
    formStyles,
    settingsStyles,
    css`
      .pair {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 24px;
      }
      .pair .field {
        inline-size: 12em;
      }
      .hint {
        margin-block-end: 8px;
      }
    `,
  ];

  readonly #settings = phoneState(this, (state) => state.settings);

  protected override render(): TemplateResult {
    return html`<fieldset>
      <legend>${msg('How often the phone checks that the server still answers (keep-alive)')}</legend>
      <p class="hint" id="hint">
        ${msg('A connection that died in silence is noticed within this time and five seconds more. Anything that arrives counts as a sign.')}
      </p>
      <div class="pair">
        ${this.#field('keepAliveSeconds', msg('While idle, seconds'), KEEP_ALIVE_BOUNDS.idle)}
        ${this.#field('keepAliveInCallSeconds', msg('During a call, seconds'), KEEP_ALIVE_BOUNDS.call)}
      </div>
    </fieldset>`;
  }

  #field(key: Key, label: string, [least, most]: readonly [number, number]): TemplateResult {
    const change = (event: Event): void => {
      const input = event.target as HTMLInputElement;
      const seconds = Math.round(input.valueAsNumber);
      if (seconds >= least && seconds <= most)
        void this.#settings.phone.app.do({ kind: 'changeSettings', change: { [key]: seconds } });
      else this.requestUpdate();
    };
    return html`<div class="field">
      <label for=${key}>${label}</label>
      <input
        id=${key}
        type="number"
        inputmode="numeric"
        min=${least}
        max=${most}
        step="1"
        .value=${live(String(this.#settings.value[key]))}
        aria-describedby="hint ${key}-bounds"
        @change=${change}
      />
      <p class="hint" id="${key}-bounds">
        ${msg(str`From ${formatNumber(least)} to ${formatNumber(most)}.`)}
      </p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-connection-settings': BwConnectionSettings;
  }
}
