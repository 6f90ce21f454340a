// All accounts with their two states, under the status in the header. Fetched by those who have several.
import { msg } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { connectionWords, registrationWords } from '../../i18n/registration-words.ts';
import type { AccountState } from '../../phone/accounts/account-state.ts';
import { accountAddress, accountName } from '../shared/account.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { phoneState } from '../store-controller.ts';

@customElement('bw-account-list')
export class BwAccountList extends LitElement {
  static override styles = [
    baseStyles,
    css`
      ul {
        position: absolute;
        z-index: 5;
        inset-inline-end: 0;
        inline-size: max-content;
        max-inline-size: min(340px, 90vw);
        max-block-size: 60vh;
        overflow-y: auto;
        padding: 8px;
        border: 1px solid var(--line);
        border-radius: var(--round-2);
        background: var(--surface);
        font-size: var(--text-1);
        overflow-wrap: anywhere;
      }
      a {
        display: grid;
        align-content: center;
        min-block-size: 44px;
        padding: 6px 8px;
        border-radius: var(--round-1);
        color: inherit;
        text-decoration: none;
      }
      a:hover {
        background: var(--raised);
      }
      @media (min-width: 900px) {
        ul {
          inset-inline: 0 auto;
        }
      }
    `,
  ];

  readonly #state = phoneState(this, (state) => state);

  protected override render(): TemplateResult {
    const { accounts, dialAccountId, ability } = this.#state.value;
    const line = (account: AccountState): TemplateResult => {
      const connection = connectionWords(account.connection);
      const registration = registrationWords(account, ability);
      const reason = [registration.reason, registration.code].filter((part) => part !== '').join(', ');
      return html`<li>
        <a href=${accountAddress(account.id)}>
          <strong><bdi>${accountName(account)}</bdi></strong>
          <span>${connection.title} · ${registration.title}${reason === '' ? '' : `: ${reason}`}</span>
          ${account.id === dialAccountId ? html`<span class="muted">${msg('Calls go out from this one')}</span>` : ''}
        </a>
      </li>`;
    };
    return html`<ul aria-label=${msg('Accounts')}>
      ${accounts.map(line)}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-account-list': BwAccountList;
  }
}
