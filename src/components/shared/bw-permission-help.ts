// How to allow the microphone again: in the browser, which reports when it is allowed, or in the system's settings, which no page
// can see; in that case nothing here says that it is allowed.
import { msg } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { permissionSteps, systemSteps, systemStepsTitle } from '../../i18n/permission-words.ts';
import { phoneState } from '../store-controller.ts';
import { icon } from './all-icons.ts';
import { baseStyles } from './styles/base-styles.ts';

@customElement('bw-permission-help')
export class BwPermissionHelp extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .help {
        display: grid;
        gap: 8px;
        padding: 16px;
        border: 1px solid var(--line);
        border-radius: var(--round-2);
        background: var(--raised);
      }
      ol {
        display: grid;
        gap: 4px;
        padding-inline-start: 20px;
        list-style: decimal;
      }
      .allowed {
        grid-template-columns: auto 1fr;
      }
      .allowed svg {
        color: var(--flowing);
      }
    `,
  ];

  /** Who holds the microphone back. */
  @property() by: 'browser' | 'system' = 'browser';
  readonly #permission = phoneState(this, (state) => state.permission);

  protected override render(): TemplateResult {
    const { state, browser, system } = this.#permission.value;
    const isSystem = this.by === 'system';
    return html`<div aria-live="polite">
      ${
        state === 'granted' && !isSystem
          ? html`<p class="help allowed">
              ${icon('check')}<span>${msg('The microphone is allowed now.')}</span>
            </p>`
          : html`<div class="help">
              <p>
                ${isSystem ? systemStepsTitle(system) : msg('How to allow the microphone in this browser:')}
              </p>
              <ol>
                ${(isSystem ? systemSteps(system) : permissionSteps(browser)).map((step) => html`<li>${step}</li>`)}
              </ol>
            </div>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-permission-help': BwPermissionHelp;
  }
}
