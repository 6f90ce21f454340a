// Whether calls can reach this phone, in words, on every screen: of the account that calls go out from; another that is in trouble has a quieter
// line of its own. The list of all is a press away.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { registrationWords, retryAtMs, retryWords } from '../../i18n/registration-words.ts';
import { isHinderedBy } from '../../media/call-ability.ts';
import { dialAccount, isRegistered, troubledBeside } from '../../phone/accounts/account-selectors.ts';
import type { AccountState } from '../../phone/accounts/account-state.ts';
import { accountIdentity, accountName } from '../shared/account.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { phoneState } from '../store-controller.ts';
import '../shared/bw-retry-countdown.ts';

@customElement('bw-registration')
export class BwRegistration extends LitElement {
  static override styles = [
    baseStyles,
    css`
      [role='status'] {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        column-gap: 8px;
        padding: 6px 12px;
        border-radius: var(--round-2);
        background: var(--raised);
        font-size: var(--text-1);
        line-height: 1.3;
      }
      .mark {
        inline-size: 10px;
        block-size: 10px;
        border: 2px solid var(--tone);
        border-radius: 50%;
      }
      .good {
        --tone: var(--flowing);
      }
      .working {
        --tone: var(--repairing);
      }
      .bad {
        --tone: var(--broken);
      }
      .idle {
        --tone: var(--quiet);
      }
      .good .mark {
        background: var(--tone);
      }
      .working .mark {
        border-inline-end-color: transparent;
        animation: turn 1.2s linear infinite;
      }
      .bad .mark {
        border-radius: 0;
        border: 0;
        background:
          linear-gradient(45deg, transparent 42%, var(--tone) 42% 58%, transparent 58%),
          linear-gradient(-45deg, transparent 42%, var(--tone) 42% 58%, transparent 58%);
        inline-size: 12px;
        block-size: 12px;
      }
      strong {
        font-weight: 650;
      }
      .rest {
        grid-column: 2;
        overflow-wrap: anywhere;
        color: var(--muted);
      }
      small {
        white-space: nowrap;
      }
      .identity {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .working .mark {
          animation: none;
        }
      }
    `,
  ];

  readonly #account = phoneState(this, dialAccount);
  readonly #other = phoneState(this, troubledBeside);
  readonly #count = phoneState(this, (state) => state.accounts.length);
  readonly #ability = phoneState(this, (state) => state.ability);

  protected override updated(): void {
    // The list is for those who have several accounts: nobody else waits for it.
    if (this.#count.value > 1) import('./bw-account-list.ts').catch(() => undefined);
  }

  protected override render(): TemplateResult {
    const isOneOfMany = this.#count.value > 1;
    return html`${this.#status()}${isOneOfMany ? html`<bw-account-list></bw-account-list>` : nothing}`;
  }

  #status(): TemplateResult {
    const account = this.#account.value;
    const ability = this.#ability.value;
    const words = registrationWords(account, ability);
    const tries = account !== undefined && !isHinderedBy(ability, 'noWebSocket');
    const isOneOfMany = this.#count.value > 1;
    const name = account === undefined || !isRegistered(account) ? '' : accountIdentity(account);
    const identity = account !== undefined && isOneOfMany ? accountName(account) : name;
    const who = identity === '' ? nothing : html`<span class="rest identity"><bdi>${identity}</bdi></span>`;
    // Of several accounts it is said first whose trouble it is.
    return html`<div role="status" aria-label=${msg('Registration')} class=${words.mood}>
      <span class="mark" aria-hidden="true"></span><strong>${words.title}</strong>
      ${isOneOfMany ? who : nothing}
      ${
        words.reason === '' && words.code === ''
          ? nothing
          : html`<span class="rest"
              >${words.reason}
              ${words.code === '' ? nothing : html`<small>(<bdi>${words.code}</bdi>)</small>`}</span
            >`
      }
      ${tries ? this.#retry(account) : nothing} ${isOneOfMany ? nothing : who} ${this.#beside()}
    </div>`;
  }

  /** The line stays while the next try is under way: nothing below it moves with every try. */
  #retry(account: AccountState): TemplateResult | typeof nothing {
    const untilMs = retryAtMs(account);
    if (untilMs !== undefined)
      return html`<span class="rest"><bw-retry-countdown .untilMs=${untilMs}></bw-retry-countdown></span>`;
    const { connection } = account;
    return connection.phase === 'connecting' && connection.attempt > 1
      ? html`<span class="rest" aria-hidden="true">${retryWords(0)}</span>`
      : nothing;
  }

  #beside(): TemplateResult | typeof nothing {
    const other = this.#other.value;
    if (other === undefined || isHinderedBy(this.#ability.value, 'noWebSocket')) return nothing;
    return html`<span class="rest identity"
      >${registrationWords(other, this.#ability.value).title}: <bdi>${accountName(other)}</bdi></span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-registration': BwRegistration;
  }
}
