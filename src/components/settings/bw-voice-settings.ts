// What the browser does to your voice before it leaves: three switches. A change takes effect in a running call too.
import { msg } from '@lit/localize';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { VoiceProcessing } from '../../media/media-session.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { phoneState } from '../store-controller.ts';
import { settingsStyles } from './settings-styles.ts';
import { switchChoice } from './switch-choice.ts';

@customElement('bw-voice-settings')
export class BwVoiceSettings extends LitElement {
  static override styles = [baseStyles, formStyles, settingsStyles];

  readonly #settings = phoneState(this, (state) => state.settings);

  protected override render(): TemplateResult {
    return html`<fieldset>
      <legend>${msg('What the browser does to your voice')}</legend>
      <div class="choices two">
        ${this.#switch(
          'echoCancellation',
          msg('Remove echo'),
          msg('Takes the sound of your speakers out of what the microphone hears (echo cancellation).'),
        )}
        ${this.#switch(
          'noiseSuppression',
          msg('Reduce background noise'),
          msg('Fans, keyboards, traffic (noise suppression). Off for music.'),
        )}
        ${this.#switch(
          'autoGainControl',
          msg('Even out the volume'),
          msg('Makes a quiet voice louder and a loud one quieter (automatic gain control).'),
        )}
      </div>
    </fieldset>`;
  }

  #switch(name: keyof VoiceProcessing, words: string, hint: string): TemplateResult {
    return switchChoice(name, words, hint, this.#settings.value[name], (isOn) => {
      void this.#settings.phone.app.do({ kind: 'changeSettings', change: { [name]: isOn } });
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-voice-settings': BwVoiceSettings;
  }
}
