// Privacy: what this device keeps, and a way to delete it.
import { msg, str } from '@lit/localize';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { isSignedIn } from '../../phone/accounts/account-selectors.ts';
import { formatNumber } from '../../i18n/format.ts';
import { storageWords } from '../../i18n/storage-words.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { phoneState, sipTrace } from '../store-controller.ts';
import { settingsStyles } from './settings-styles.ts';
import '../history/bw-clear-history.ts';
import '../trace/bw-clear-trace.ts';

@customElement('bw-privacy-settings')
export class BwPrivacySettings extends LitElement {
  static override styles = [baseStyles, buttonStyles, settingsStyles];

  readonly #storage = phoneState(this, (state) => state.storage);
  readonly #calls = phoneState(this, (state) => state.history.length);
  readonly #isSignedIn = phoneState(this, isSignedIn);
  readonly #messages = sipTrace(this, (trace) => trace.length);

  protected override render(): TemplateResult {
    const storage = this.#storage.value;
    return html`<div class="stack">
      <p>
        ${msg(
          'Your account, your settings, the call history and the SIP messages without their secrets are kept in this browser on this device, and nowhere else. Sound is not recorded. The phone talks to the servers you configured and to nobody else.',
        )}
      </p>
      ${storage === 'working' ? '' : html`<p><strong>${storageWords(storage)}</strong></p>`}
      ${
        this.#calls.value === 0
          ? html`<p class="muted">${msg('The call history is empty.')}</p>`
          : html`<div class="actions with-text">
              <p>${msg(str`Calls in the history: ${formatNumber(this.#calls.value)}.`)}</p>
              <bw-clear-history></bw-clear-history>
            </div>`
      }
      ${
        this.#messages.value === 0
          ? ''
          : html`<div class="actions with-text">
              <p>${msg(str`SIP messages kept: ${formatNumber(this.#messages.value)}.`)}</p>
              <bw-clear-trace></bw-clear-trace>
            </div>`
      }
      <div class="actions with-text everything">
        <p>
          ${msg('On a computer that is not yours: ends a call, signs out, and deletes all that this browser keeps of the phone.')}
        </p>
        <bw-delete-all
          .label=${
            this.#isSignedIn.value
              ? msg('Sign out and forget everything on this computer')
              : msg('Forget everything on this computer')
          }
          .question=${msg('Delete the account, the history, the settings and all else of the phone in this browser? It can’t be brought back.')}
          .yes=${msg('Forget everything')}
          @delete-confirmed=${this.#forget}
        ></bw-delete-all>
      </div>
    </div>`;
  }

  /** What it came to is said at the top of the first screen. */
  readonly #forget = async (): Promise<void> => {
    await this.#calls.phone.accounts.do({ kind: 'forgetEverything' });
    location.hash = '#/phone';
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-privacy-settings': BwPrivacySettings;
  }
}
