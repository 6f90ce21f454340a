// Which account calls go out from; shown only where there are several. A native select, the same at the dialler as anywhere.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { registrationWords } from '../../i18n/registration-words.ts';
import { hasSeveral, isRegistered } from '../../phone/accounts/account-selectors.ts';
import type { AccountState } from '../../phone/accounts/account-state.ts';
import { accountName } from '../shared/account.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { phoneState } from '../store-controller.ts';

@customElement('bw-account-choice')
export class BwAccountChoice extends LitElement {
  static override styles = [
    baseStyles,
    formStyles,
    css`
      /* The keys and Call have to be in sight below it. */
      @media (max-width: 899px) and (max-height: 899px) {
        .field {
          grid-template-columns: auto minmax(0, 1fr);
          align-items: center;
          gap: 12px;
        }
        .field select {
          min-block-size: 44px;
        }
      }
    `,
  ];

  readonly #state = phoneState(this, (state) => state);

  protected override render(): TemplateResult | typeof nothing {
    const state = this.#state.value;
    if (!hasSeveral(state)) return nothing;
    const choose = (event: Event): void => {
      if (!(event.target instanceof HTMLSelectElement)) return;
      const accountId = event.target.value;
      void this.#state.phone.accounts.do({ kind: 'chooseAccount', accountId });
    };
    return html`<div class="field">
      <label for="account">${msg('Call from')}</label>
      <select id="account" @change=${choose}>
        ${state.accounts.map(
          (account) =>
            html`<option value=${account.id} ?selected=${account.id === state.dialAccountId}>
              ${this.#words(account)}
            </option>`,
        )}
      </select>
    </div>`;
  }

  /** An account that can't call says so before anybody tries. */
  #words(account: AccountState): string {
    const { accounts } = this.#state.value;
    // At one server the domain says nothing, and would have the rest cut off.
    const isOneDomain = new Set(accounts.map((each) => each.account.domain.toLowerCase())).size === 1;
    const name = isOneDomain ? account.account.username : accountName(account);
    return isRegistered(account) ? name : `${registrationWords(account).title}: ${name}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-account-choice': BwAccountChoice;
  }
}
