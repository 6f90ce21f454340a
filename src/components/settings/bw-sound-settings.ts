// Sound: which devices, and how loud the ring and the tones are.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatPercent } from '../../i18n/format.ts';
import { TONE_PLANS, type TonePlan } from '../../media/sounds.ts';
import type { Settings } from '../../phone/settings.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { microphoneTest, phoneState } from '../store-controller.ts';
import { settingsStyles } from './settings-styles.ts';
import '../shared/bw-device-choice.ts';
import '../shared/bw-permission-help.ts';
import './bw-sound-test.ts';
import './bw-voice-settings.ts';

const COUNTRIES: Readonly<Record<TonePlan, () => string>> = {
  europe: () => msg('Most countries (425 Hz)'),
  unitedKingdom: () => msg('United Kingdom, Ireland'),
  france: () => msg('France'),
  northAmerica: () => msg('United States, Canada'),
  australia: () => msg('Australia'),
};

type Volume = 'ringVolume' | 'toneVolume';

@customElement('bw-sound-settings')
export class BwSoundSettings extends LitElement {
  static override styles = [baseStyles, formStyles, settingsStyles];

  readonly #settings = phoneState(this, (state) => state.settings);
  readonly #permission = phoneState(this, (state) => state.permission.state);
  readonly #test = microphoneTest(this);

  protected override render(): TemplateResult {
    return html`<div class="stack">
      ${this.#help()}
      <bw-device-choice></bw-device-choice>
      <bw-sound-test></bw-sound-test>
      <div class="two">
        ${this.#volume('ringVolume', msg('Ring volume'), msg('How loud an incoming call rings.'))}
        ${this.#volume('toneVolume', msg('Tone volume'), msg('Ringback, busy and key tones.'))}
      </div>
      ${this.#country()}
      <bw-voice-settings></bw-voice-settings>
    </div>`;
  }

  /** Refused for good, or just now by whoever tested it: by the browser, or by the system behind it. */
  #help(): TemplateResult | typeof nothing {
    const test = this.#test.value;
    const cause = test.phase === 'failed' ? test.cause : undefined;
    if (cause === 'microphoneBlockedBySystem')
      return html`<bw-permission-help by="system"></bw-permission-help>`;
    return this.#permission.value === 'denied' || cause === 'microphoneRefused'
      ? html`<bw-permission-help></bw-permission-help>`
      : nothing;
  }

  #volume(name: Volume, label: string, hint: string): TemplateResult {
    const value = this.#settings.value[name];
    const words = value === 0 ? msg('off') : formatPercent(value);
    const change = (event: Event): void => {
      if (event.target instanceof HTMLInputElement)
        this.#change({ [name]: event.target.valueAsNumber / 100 });
    };
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        type="range"
        min="0"
        max="100"
        step="5"
        .value=${String(Math.round(value * 100))}
        aria-valuetext=${words}
        aria-describedby="${name}-hint"
        @change=${change}
      />
      <p class="hint figures" id="${name}-hint">${hint} <bdi>${words}</bdi></p>
    </div>`;
  }

  #country(): TemplateResult {
    const { tonePlan } = this.#settings.value;
    const choose = (event: Event): void => {
      if (!(event.target instanceof HTMLSelectElement)) return;
      const { value } = event.target;
      const chosen = TONE_PLANS.find((plan) => plan === value);
      if (chosen !== undefined) this.#change({ tonePlan: chosen });
    };
    return html`<div class="field">
      <label for="tones">${msg('Call tones as heard in')}</label>
      <select id="tones" aria-describedby="tones-hint" @change=${choose}>
        ${TONE_PLANS.map(
          (plan) => html`<option value=${plan} ?selected=${plan === tonePlan}>${COUNTRIES[plan]()}</option>`,
        )}
      </select>
      <p class="hint" id="tones-hint">
        ${msg('How ringing, busy and congestion sound where you are used to them.')}
      </p>
    </div>`;
  }

  #change(change: Partial<Settings>): void {
    void this.#settings.phone.app.do({ kind: 'changeSettings', change: change });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-sound-settings': BwSoundSettings;
  }
}
