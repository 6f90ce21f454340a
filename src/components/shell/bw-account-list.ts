// All accounts with their two states (connection and registration), opened by pressing the status in the header. Loaded only
// where there are several.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formatNumber } from '../../i18n/format.ts';
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
      :host {
        position: relative;
      }
      button {
        min-block-size: 44px;
        padding: 0 12px;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        font-size: var(--text-1);
        text-decoration: underline;
        cursor: pointer;
      }
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
      /* On a phone the keys and Call have to be in sight: what can be pressed reaches into the empty room around. */
      @media (max-width: 899px) {
        button {
          margin-block: -6px -10px;
        }
      }
      /* The rail is narrow and scrolls: the list lies over what is beside it, and nothing moves for it. */
      @media (min-width: 900px) {
        ul {
          position: fixed;
          inset: auto;
          box-shadow: var(--shadow);
        }
      }
    `,
  ];

  @state() private isOpen = false;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#pressed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#pressed);
  }

  readonly #state = phoneState(this, (state) => state);

  protected override render(): TemplateResult {
    return html`<div @keydown=${this.#key} @focusout=${this.#focusMoved}>
      <button aria-expanded=${this.isOpen ? 'true' : 'false'} @click=${this.#toggle}>${this.#all()}</button>
      ${this.isOpen ? this.#list() : nothing}
    </div>`;
  }

  #all(): string {
    const { length } = this.#state.value.accounts;
    return length === 2 ? msg('Both accounts') : msg(str`All ${formatNumber(length)} accounts`);
  }

  readonly #toggle = (): void => {
    this.isOpen = !this.isOpen;
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.isOpen = false;
  };

  /** Whoever goes on to something else is done with the list. */
  readonly #focusMoved = ({ relatedTarget }: FocusEvent): void => {
    // Safari focuses no link that is pressed: that is not going elsewhere.
    if (relatedTarget instanceof Node && !this.renderRoot.contains(relatedTarget)) this.isOpen = false;
  };

  readonly #pressed = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.isOpen = false;
  };

  readonly #leave = (): void => {
    this.isOpen = false;
  };

  #list(): TemplateResult {
    const { accounts, dialAccountId, ability } = this.#state.value;
    const line = (account: AccountState): TemplateResult => {
      const connection = connectionWords(account.connection);
      const registration = registrationWords(account, ability);
      const reason = [registration.reason, registration.code].filter((part) => part !== '').join(', ');
      return html`<li>
        <a href=${accountAddress(account.id)} @click=${this.#leave}>
          <strong><bdi>${accountName(account)}</bdi></strong>
          <span>${registration.title}${reason === '' ? '' : `: ${reason}`}</span>
          <span class="muted">${msg('Server:')} ${connection.title}</span>
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
