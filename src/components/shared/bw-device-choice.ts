// Which microphone, speaker and ringer to use: native selects, the same in a call and in Settings.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatNumber } from '../../i18n/format.ts';
import type { AudioDevice, DeviceRole } from '../../media/devices.ts';
import { baseStyles } from './styles/base-styles.ts';
import { formStyles } from './styles/form-styles.ts';
import { phoneState } from '../store-controller.ts';

@customElement('bw-device-choice')
export class BwDeviceChoice extends LitElement {
  static override styles = [
    baseStyles,
    formStyles,
    css`
      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
        gap: 16px 40px;
      }
    `,
  ];

  readonly #devices = phoneState(this, (state) => state.devices);
  readonly #settings = phoneState(this, (state) => state.settings);

  protected override render(): TemplateResult {
    const { microphones, outputs, outputSelectable } = this.#devices.value;
    const { microphoneId, speakerId, ringerId } = this.#settings.value;
    return html`<div class="choices">
      ${this.#choice('microphone', msg('Microphone'), microphones, microphoneId)}
      ${
        outputSelectable
          ? [
              this.#choice('speaker', msg('Speaker'), outputs, speakerId),
              this.#choice('ringer', msg('Ringer'), outputs, ringerId),
            ]
          : html`<p class="hint">
              ${msg('This browser plays sound where the system says; choose the speaker in the system’s settings.')}
            </p>`
      }
    </div>`;
  }

  focusMicrophone(): void {
    const list = this.renderRoot.querySelector<HTMLElement>('#microphone');
    list?.focus();
    list?.scrollIntoView({ block: 'nearest' });
  }

  #choice(role: DeviceRole, label: string, devices: readonly AudioDevice[], chosen: string): TemplateResult {
    const named = devices.filter((device) => device.id !== '' && device.id !== 'default');
    const gone = chosen !== '' && !named.some((device) => device.id === chosen);
    const choose = (event: Event): void => {
      if (event.target instanceof HTMLSelectElement)
        void this.#devices.phone.devices.do({
          kind: 'chooseDevice',
          role: role,
          deviceId: event.target.value,
        });
    };
    return html`<div class="field">
      <label for=${role}>${label}</label>
      <select id=${role} @change=${choose}>
        <option value="" ?selected=${chosen === ''}>${msg('System default')}</option>
        ${named.map(
          (device, index) =>
            html`<option value=${device.id} ?selected=${device.id === chosen}>
              ${device.label || msg(str`${label} ${formatNumber(index + 1)}`)}
            </option>`,
        )}
        ${gone ? html`<option value=${chosen} selected>${msg('Unplugged: the system default is used')}</option>` : nothing}
      </select>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-device-choice': BwDeviceChoice;
  }
}
