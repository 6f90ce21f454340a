// What there is to call in the demo: shown to demo accounts only.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { demoHints, type DemoHint } from '../../i18n/demo-numbers.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { icon } from '../shared/all-icons.ts';
import { phoneState } from '../store-controller.ts';

@customElement('bw-demo-numbers')
export class BwDemoNumbers extends LitElement {
  static override styles = [
    baseStyles,
    css`
      section {
        display: grid;
        gap: 8px;
      }
      h3 {
        margin-block-start: 8px;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 260px), 1fr));
        gap: 0 16px;
      }
      li {
        position: relative;
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: 44px;
        padding: 4px 8px;
        border-radius: var(--round-1);
      }
      li:hover {
        background: var(--raised);
      }
      .words {
        flex: 1;
        min-inline-size: 0;
      }
      .go {
        color: var(--muted);
      }
      .self {
        padding-inline: 8px;
        text-wrap: pretty;
      }
      .self a {
        display: inline-flex;
        align-items: center;
        min-block-size: 44px;
        font-weight: 650;
      }
      button {
        min-inline-size: 3ch;
        padding: 0;
        border: 0;
        background: none;
        font-weight: 650;
        font-variant-numeric: tabular-nums;
        text-align: start;
        cursor: pointer;
      }
      /* The whole row answers to a tap, and the button is named by its number alone. */
      button::after {
        content: '';
        position: absolute;
        inset: 0;
        border-radius: var(--round-1);
      }
      button:focus-visible {
        outline: none;
      }
      button:focus-visible::after {
        outline: 2px solid var(--focus);
        outline-offset: -2px;
      }
    `,
  ];

  readonly #phone = phoneState(this, () => undefined);

  protected override render(): TemplateResult {
    const { first, faults, refusals } = demoHints();
    return html`<section aria-labelledby="title">
      <h2 id="title">${msg('Numbers in the demo')}</h2>
      <h3>${msg('To talk to')}</h3>
      ${this.#list(first)}
      <h3>${msg('To see what the phone notices')}</h3>
      ${this.#list(faults)}
      <h3>${msg('To see how a call fails')}</h3>
      ${this.#list(refusals)}
      <h3>${msg('To call yourself')}</h3>
      <p class="self">
        <a href="/demo/second" target="_blank" rel="noopener"
          >${msg('Open a second phone in a new window')}</a
        >
        ${msg('It has a number of its own, shown at its top. Dial that number here, or this one there.')}
      </p>
    </section>`;
  }

  #list(hints: readonly DemoHint[]): TemplateResult {
    return html`<ul>
      ${hints.map(
        ({ number, words }) =>
          html`<li>
            <button
              aria-label=${msg(str`Dial ${number}`)}
              aria-describedby=${`words-${number}`}
              @click=${() => void this.#phone.phone.calls.do({ kind: 'dial', called: number })}
            >
              ${number}
            </button>
            <span class="words" id=${`words-${number}`}>${words}</span>
            <span class="go">${icon('phone')}</span>
          </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-demo-numbers': BwDemoNumbers;
  }
}
