// Why no calls come or go: a refused sign-in, or a server that stays out of reach. What it means, and where to mend it.
// Says nothing while the phone is still trying for the first times, or while the device itself is offline.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { retryAtMs } from '../../i18n/registration-words.ts';
import { registrationFailureWords } from '../../i18n/server-failure-words.ts';
import { formatNumber } from '../../i18n/format.ts';
import { isHinderedBy } from '../../media/call-ability.ts';
import type { AccountState } from '../../phone/accounts/account-state.ts';
import { hasSeveral } from '../../phone/accounts/account-selectors.ts';
import type { PhoneState } from '../../phone/phone-state.ts';
import { shownServer } from '../../sip/websocket-server.ts';
import { baseStyles, buttonStyles } from './styles/base-styles.ts';
import { accountAddress, accountName } from './account.ts';
import { icon } from './all-icons.ts';
import { phoneState } from '../store-controller.ts';
import './bw-unreached-server.ts';

/** Attempts after which a server counts as out of reach. */
const OUT_OF_REACH_AFTER = 3;

/** Whether an account is in trouble that a person should know of. */
function isInTrouble({ connection, registration }: AccountState, online: boolean): boolean {
  if (connection.phase === 'broken') return true;
  if (registration.phase === 'failed' || registration.phase === 'replaced') return true;
  const attempt = 'attempt' in connection ? connection.attempt : 0;
  return online && attempt >= OUT_OF_REACH_AFTER;
}

/** The accounts that the cards have something to say of. */
export function troubledAccounts({ accounts, online, ability }: PhoneState): readonly AccountState[] {
  // No server is to blame where the browser can reach none.
  if (isHinderedBy(ability, 'noWebSocket')) return [];
  return accounts.filter((account) => isInTrouble(account, online));
}

/** True where there is a card. */
export function hasTrouble(state: PhoneState): boolean {
  return troubledAccounts(state).length > 0;
}

/** True where the account that calls go out from has a card. */
export function hasDialTrouble(state: PhoneState): boolean {
  return troubledAccounts(state).some(({ id }) => id === state.dialAccountId);
}

@customElement('bw-registration-trouble')
export class BwRegistrationTrouble extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      section {
        display: grid;
        gap: 8px;
        padding: 16px;
        border: 1px solid var(--broken);
        border-radius: var(--round-2);
        background: color-mix(in srgb, var(--broken) 8%, var(--surface));
        overflow-wrap: anywhere;
      }
      h2 {
        display: flex;
        gap: 8px;
      }
      h2 svg {
        color: var(--broken);
      }
      .next {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        align-items: center;
        color: var(--muted);
        font-variant-numeric: tabular-nums;
      }
      .button {
        margin-block-start: 4px;
        justify-self: start;
        text-align: center;
      }
    `,
  ];

  /** Without the link, for the place that it leads to. */
  @property({ type: Boolean }) here = false;
  /** Of the account alone that calls go out from: what is above the dialler must not push it out of sight. */
  @property({ type: Boolean }) dialling = false;
  readonly #state = phoneState(this, (state) => state);

  protected override render(): TemplateResult | typeof nothing {
    const { dialAccountId } = this.#state.value;
    const troubled = troubledAccounts(this.#state.value).filter(
      ({ id }) => !this.dialling || id === dialAccountId,
    );
    return troubled.length === 0 ? nothing : html`${troubled.map((account) => this.#trouble(account))}`;
  }

  #trouble(account: AccountState): TemplateResult {
    const { connection, registration } = account;
    if (connection.phase === 'broken')
      return this.#card(
        account,
        msg('Part of the phone did not load'),
        html`<p>${msg('Reload this page; tell your administrator if it stays so.')}</p>`,
      );
    if (registration.phase === 'failed' || registration.phase === 'replaced') {
      const cause = registration.phase === 'failed' ? registration.cause : registration.phase;
      const { title, remedy } = registrationFailureWords(cause);
      const words = html`<p>${remedy}</p>
        <p class="muted">
          ${msg('The phone is connected to the server, but the sign-in (registration) failed.')}
        </p>`;
      return this.#card(account, title, words);
    }
    const attempts = 'attempt' in connection ? connection.attempt : 0;
    return this.#card(account, msg('The server can’t be reached'), this.#outOfReach(account, attempts));
  }

  #outOfReach({ id, account, reached = [] }: AccountState, attempts: number): TemplateResult {
    return html`${account.webSocketServers.map(
        ({ url }) =>
          html`<p>
              <bdi><strong>${shownServer(url)}</strong></bdi>
            </p>
            <bw-unreached-server
              .url=${url}
              .wasReached=${reached.includes(shownServer(url))}
              .accountId=${id}
            ></bw-unreached-server>`,
      )}
      <p>
        ${msg(str`Attempt ${formatNumber(attempts)}; the phone keeps trying. Until it succeeds, no call can come or go.`)}
      </p>`;
  }

  /** The way to have the next try now; when it comes by itself stands beside the registration. */
  #next(account: AccountState): TemplateResult | typeof nothing {
    const retry = (): void => {
      void this.#state.phone.accounts.do({ kind: 'retryNow', accountId: account.id });
    };
    if (account.registration.phase === 'replaced')
      return html`<div class="next">
        <button class="button" @click=${retry}>${msg('Ring here again')}</button>
      </div>`;
    const isWaiting = retryAtMs(account) !== undefined;
    if (!isWaiting && account.connection.phase !== 'connecting') return nothing;
    // It keeps its place while a try is under way: what is below it must not move under the finger.
    return html`<div class="next">
      <button
        class="button"
        aria-disabled=${isWaiting ? 'false' : 'true'}
        @click=${isWaiting ? retry : nothing}
      >
        ${msg('Try now')}
      </button>
    </div>`;
  }

  #card(account: AccountState, title: string, content: TemplateResult): TemplateResult {
    const { id } = account;
    const isOneOfMany = hasSeveral(this.#state.value);
    return html`<section aria-labelledby="title-${id}">
      <h2 id="title-${id}">${icon('warning')}${title}</h2>
      ${isOneOfMany ? html`<p><bdi>${accountName(account)}</bdi></p>` : nothing} ${content}
      ${this.#next(account)}
      ${
        this.here
          ? nothing
          : html`<a class="button" href=${accountAddress(isOneOfMany ? id : '')}
              >${msg('Edit account and servers')}</a
            >`
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-registration-trouble': BwRegistrationTrouble;
  }
}
