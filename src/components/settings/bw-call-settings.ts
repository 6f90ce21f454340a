// Calls: how key tones travel and how long they last, in plain words with the technical term beside them.
import { msg } from '@lit/localize';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { type DtmfMethod } from '../../sip/dtmf.ts';
import { DEFAULT_TONE_TIMES, TONE_BOUNDS } from '../../sip/tone-times.ts';
import { MOST_CALLS_BOUNDS } from '../../phone/settings.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { phoneState } from '../store-controller.ts';
import { numberField } from './number-field.ts';
import { settingsStyles } from './settings-styles.ts';

@customElement('bw-call-settings')
export class BwCallSettings extends LitElement {
  static override styles = [baseStyles, buttonStyles, formStyles, settingsStyles];

  readonly #settings = phoneState(this, (state) => state.settings);

  protected override render(): TemplateResult {
    return html`<div class="stack">
      <fieldset>
        <legend>${msg('How keys pressed in a call are sent')}</legend>
        <div class="choices two">
          ${this.#choice('rfc4733', msg('With the sound'), msg('Right for nearly every server (RFC 4733, formerly RFC 2833).'))}
          ${this.#choice('info', msg('As messages beside the sound'), msg('For servers that ask for it (SIP INFO).'))}
        </div>
      </fieldset>
      ${this.#most()} ${this.#times()}
    </div>`;
  }

  #most(): TemplateResult {
    const { value, phone } = this.#settings;
    const facts = {
      id: 'mostCalls',
      label: msg('How many calls at a time'),
      value: value.mostCalls,
      bounds: MOST_CALLS_BOUNDS,
      describedBy: 'most',
    };
    const field = numberField(facts, (mostCalls) => {
      void phone.app.do({ kind: 'changeSettings', change: { mostCalls } });
    });
    return html`<fieldset>
      <legend>${msg('Several calls')}</legend>
      <p class="hint" id="most">
        ${msg('Further callers hear the busy tone. With one call at a time, nobody else can reach you during a call (no call waiting).')}
      </p>
      ${field}
    </fieldset>`;
  }

  #times(): TemplateResult {
    const { value, phone } = this.#settings;
    const { toneMs, toneGapMs } = value;
    const { toneMs: length, gapMs: gap } = TONE_BOUNDS;
    const isUsual = toneMs === DEFAULT_TONE_TIMES.toneMs && toneGapMs === DEFAULT_TONE_TIMES.gapMs;
    const fields = [
      numberField(
        {
          id: 'toneMs',
          label: msg('A key lasts, milliseconds'),
          value: toneMs,
          bounds: length,
          describedBy: 'times',
        },
        (ms) => {
          void phone.app.do({ kind: 'changeSettings', change: { toneMs: ms } });
        },
      ),
      numberField(
        {
          id: 'toneGapMs',
          label: msg('Between keys, milliseconds'),
          value: toneGapMs,
          bounds: gap,
          describedBy: 'times',
        },
        (ms) => {
          void phone.app.do({ kind: 'changeSettings', change: { toneGapMs: ms } });
        },
      ),
    ];
    const reset = (): void => {
      void phone.app.do({
        kind: 'changeSettings',
        change: { toneMs: DEFAULT_TONE_TIMES.toneMs, toneGapMs: DEFAULT_TONE_TIMES.gapMs },
      });
    };
    return html`<fieldset>
      <legend>${msg('How long a key lasts (DTMF)')}</legend>
      <p class="hint" id="times">
        ${msg('Choose longer times if an answering system misses keys or takes one for two. A key that you hold on the keypad lasts as long as you hold it, up to six seconds.')}
      </p>
      <div class="pair">${fields}</div>
      <button class="button" ?disabled=${isUsual} @click=${reset}>${msg('Back to the usual lengths')}</button>
    </fieldset>`;
  }

  #choice(method: DtmfMethod, words: string, hint: string): TemplateResult {
    const choose = (): void => {
      void this.#settings.phone.app.do({ kind: 'changeSettings', change: { dtmfMethod: method } });
    };
    return html`<label class="choice">
      <input
        type="radio"
        name="dtmf"
        .value=${method}
        .checked=${this.#settings.value.dtmfMethod === method}
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
