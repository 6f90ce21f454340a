// Keyboard: the keys that work without a field, and where.
import { msg } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { settingsStyles } from './settings-styles.ts';

interface Keys {
  readonly keys: readonly string[];
  readonly words: string;
}

function allKeys(): readonly Keys[] {
  return [
    { keys: ['0', '…', '9', '*', '#', '+'], words: msg('On the Phone screen: type a number.') },
    { keys: ['0', '…', '9', '*', '#'], words: msg('In a call: send tones.') },
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
    settingsStyles,
    css`
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

  protected override render(): TemplateResult {
    return html`<dl class="facts">
      ${allKeys().map(
        ({ keys, words }) =>
          html`<div>
            <dt>${keys.map((key) => (key === '…' ? html`<span>…</span>` : html`<kbd>${key}</kbd>`))}</dt>
            <dd>${words}</dd>
          </div>`,
      )}
    </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-keyboard': BwKeyboard;
  }
}
