// Appearance: light, dark, or as the system says.
import { msg } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Settings } from '../../phone/settings.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { phoneState } from '../store-controller.ts';
import { settingsStyles } from './settings-styles.ts';

@customElement('bw-appearance-settings')
export class BwAppearanceSettings extends LitElement {
  static override styles = [
    baseStyles,
    settingsStyles,
    css`
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 0 32px;
      }
      .choice + .choice {
        border: 0;
      }
    `,
  ];

  readonly #theme = phoneState(this, (state) => state.settings.theme);

  protected override render(): TemplateResult {
    return html`<fieldset>
      <legend>${msg('Theme')}</legend>
      <div class="choices">
        ${this.#choice('system', msg('System'))} ${this.#choice('light', msg('Light'))}
        ${this.#choice('dark', msg('Dark'))}
      </div>
    </fieldset>`;
  }

  #choice(theme: Settings['theme'], words: string): TemplateResult {
    const choose = (): void => {
      void this.#theme.phone.app.do({ kind: 'changeSettings', change: { theme } });
    };
    return html`<label class="choice">
      <input
        type="radio"
        name="theme"
        .value=${theme}
        .checked=${this.#theme.value === theme}
        @change=${choose}
      />
      <b>${words}</b>
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-appearance-settings': BwAppearanceSettings;
  }
}
