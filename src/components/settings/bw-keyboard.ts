// Keyboard: the keys that work without a field, and where.
import { msg } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { ANSWER, DECLINE } from '../shared/shortcuts.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { phoneState } from '../store-controller.ts';
import { settingsStyles } from './settings-styles.ts';
import { switchChoice } from './switch-choice.ts';

interface Keys {
  readonly keys: readonly string[];
  readonly words: string;
}

function allKeys(): readonly Keys[] {
  return [
    { keys: ['0', '…', '9', '*', '#', '+'], words: msg('On the Phone screen: type a number.') },
    { keys: ANSWER.keys, words: msg('Answer a call. During another call: hold that one and answer.') },
    { keys: DECLINE.keys, words: msg('Decline a call.') },
    { keys: ['0', '…', '9', '*', '#'], words: msg('In a call: send tones.') },
    {
      keys: [',', ';'],
      words: msg(
        'In a call: wait two seconds before the next tone; keep the next tones until you send them.',
      ),
    },
    { keys: ['Ctrl', 'V'], words: msg('In a call: send the keys that were copied, with their pauses.') },
    { keys: ['M'], words: msg('On the call screen: mute, and unmute.') },
    { keys: ['H'], words: msg('On the call screen: hold or resume the call.') },
    { keys: ['Esc'], words: msg('Close the keypad, or put the finished call away.') },
  ];
}

@customElement('bw-keyboard')
export class BwKeyboard extends LitElement {
  static override styles = [
    baseStyles,
    formStyles,
    settingsStyles,
    css`
      .choices {
        margin-block-start: 16px;
      }
      .facts > div {
        display: grid;
        grid-template-columns: minmax(88px, 36%) minmax(0, 1fr);
        align-items: center;
        gap: 12px;
      }
      dt {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      kbd {
        min-inline-size: 24px;
        padding: 0 6px;
        border: 1px solid var(--edge);
        border-radius: 6px;
        background: var(--raised);
        color: var(--ink);
        font: inherit;
        line-height: 24px;
        text-align: center;
      }
    `,
  ];

  readonly #singleKeys = phoneState(this, ({ settings }) => settings.singleKeys);

  protected override render(): TemplateResult {
    const { value, phone } = this.#singleKeys;
    return html`<dl class="facts">
        ${allKeys().map(
          ({ keys, words }) =>
            html`<div>
              <dt>${keys.map((key) => (key === '…' ? html`<span>…</span>` : html`<kbd>${key}</kbd>`))}</dt>
              <dd>${words}</dd>
            </div>`,
        )}
      </dl>
      <div class="choices">
        ${switchChoice(
          'singleKeys',
          msg('Single keys work anywhere on the screen'),
          msg(
            'Switched off, letters and digits do something only in a field, or while the focus is on the call: for who speaks to the computer, or touches keys by accident.',
          ),
          value,
          (singleKeys) => void phone.app.do({ kind: 'changeSettings', change: { singleKeys } }),
        )}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-keyboard': BwKeyboard;
  }
}
