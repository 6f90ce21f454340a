// How the sound of calls is coded, for the few who need to change it. Takes effect with the next call.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatNumber } from '../../i18n/format.ts';
import {
  CODEC_CHOICES,
  PACKET_TIMES_MS,
  type CodecChoice,
  type SoundCoding,
} from '../../media/sound-coding.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { phoneState } from '../store-controller.ts';
import { settingsStyles } from './settings-styles.ts';
import { switchChoice } from './switch-choice.ts';

const KILOBITS = [0, 16, 24, 32, 64] as const;
const JITTER_BUFFERS_MS = [0, 60, 120, 200, 400] as const;

const CODECS: Readonly<Record<CodecChoice, () => string>> = {
  opus: () => msg('Opus: best sound, copes with loss'),
  g722: () => msg('G.722: wideband'),
  g711: () => msg('G.711 (PCMU, PCMA): as on any telephone'),
};

type Switch = 'errorCorrection' | 'pausesInSilence' | 'marksPackets';
type Choice = 'codec' | 'packetTimeMs' | 'maxKilobits' | 'jitterBufferMs';

@customElement('bw-coding-settings')
export class BwCodingSettings extends LitElement {
  static override styles = [
    baseStyles,
    formStyles,
    settingsStyles,
    css`
      summary {
        min-block-size: 44px;
        padding-block: 10px;
        font-weight: 600;
        cursor: pointer;
      }
      .stack {
        margin-block-start: 8px;
      }
    `,
  ];

  readonly #settings = phoneState(this, (state) => state.settings);

  protected override render(): TemplateResult {
    const own = msg('The browser decides');
    return html`<details>
      <summary>${msg('How the sound is coded (codecs)')}</summary>
      <div class="stack">
        <p class="hint">
          ${msg('The defaults suit nearly everyone. A change takes effect with the next call.')}
        </p>
        ${this.#choice('codec', msg('First choice of codec'), CODEC_CHOICES, (codec) => CODECS[codec]())}
        ${this.#switch(
          'errorCorrection',
          msg('Repair lost packets'),
          msg('Opus rebuilds a lost packet from the next one (forward error correction, FEC).'),
        )}
        ${this.#switch(
          'pausesInSilence',
          msg('Send next to nothing in silence'),
          msg('Saves data while nobody speaks (discontinuous transmission, DTX).'),
        )}
        ${this.#choice('packetTimeMs', msg('Sound per packet (ptime)'), PACKET_TIMES_MS, (ms) =>
          msg(str`${formatNumber(ms)} ms`),
        )}
        ${this.#choice('maxKilobits', msg('Highest bit rate for Opus'), KILOBITS, (kilobits) =>
          kilobits === 0 ? own : msg(str`${formatNumber(kilobits)} kbit/s`),
        )}
        ${this.#choice(
          'jitterBufferMs',
          msg('Sound held back to avoid gaps (jitter buffer)'),
          JITTER_BUFFERS_MS,
          (ms) => (ms === 0 ? own : msg(str`${formatNumber(ms)} ms`)),
        )}
        ${this.#switch(
          'marksPackets',
          msg('Ask the network to send sound first'),
          msg('Marks the packets (DSCP). Your network decides whether it obeys.'),
        )}
      </div>
    </details>`;
  }

  #choice<Value extends string | number>(
    name: Choice & { [Key in Choice]: Value extends SoundCoding[Key] ? Key : never }[Choice],
    label: string,
    values: readonly Value[],
    words: (value: Value) => string,
  ): TemplateResult {
    const change = (event: Event): void => {
      if (!(event.target instanceof HTMLSelectElement)) return;
      const value = values[event.target.selectedIndex];
      if (value !== undefined)
        void this.#settings.phone.app.do({ kind: 'changeSettings', change: { [name]: value } });
    };
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <select id=${name} @change=${change}>
        ${values.map(
          (value) => html`<option .selected=${this.#settings.value[name] === value}>${words(value)}</option>`,
        )}
      </select>
    </div>`;
  }

  #switch(name: Switch, words: string, hint: string): TemplateResult {
    return switchChoice(name, words, hint, this.#settings.value[name], (isOn) => {
      void this.#settings.phone.app.do({ kind: 'changeSettings', change: { [name]: isOn } });
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-coding-settings': BwCodingSettings;
  }
}
