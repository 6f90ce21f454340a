// The accounts and their servers, in plain sight: edit one in the same form as the sign-in, add another, choose which one calls go out from,
// sign out of one or of all.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { plainText } from '../../i18n/plain-text.ts';
import { connectionWords, registrationWords } from '../../i18n/registration-words.ts';
import { hasSeveral } from '../../phone/accounts/account-selectors.ts';
import type { AccountState } from '../../phone/accounts/account-state.ts';
import { EMPTY_SIGN_IN_FORM } from '../../provisioning/sign-in-form.ts';
import { hasLiveCallOf } from '../../phone/calls/calls-state.ts';
import { shownServer } from '../../sip/websocket-server.ts';
import { accountIdentity, accountName } from '../shared/account.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { phoneState } from '../store-controller.ts';
import { settingsStyles } from './settings-styles.ts';
import '../sign-in/bw-sign-in-form.ts';
import './bw-sign-out.ts';
import './bw-sign-out-of-one.ts';

@customElement('bw-account-settings')
export class BwAccountSettings extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    settingsStyles,
    css`
      .account {
        display: grid;
        gap: 12px;
        padding: 16px;
        border: 1px solid var(--line);
        border-radius: var(--round-2);
      }
      h3 {
        color: var(--ink);
        font-size: var(--text-3);
        overflow-wrap: anywhere;
      }
      .dials {
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: 44px;
        cursor: pointer;
      }
      .dials input {
        inline-size: 20px;
        block-size: 20px;
        margin: 0;
        accent-color: var(--action);
      }
    `,
  ];

  /** Whether a form is open. */
  @property({ type: Boolean }) open = false;
  /** Whose form it is; empty for the account that dials. */
  @property() accountId = '';
  /** The form is for another account. */
  @state() private adding = false;
  readonly #state = phoneState(this, (state) => state);
  #form = EMPTY_SIGN_IN_FORM;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.open || !(changed.has('open') || changed.has('accountId'))) return;
    this.adding = false;
    this.#form = this.#state.phone.editableSignIn(this.#edited?.id) ?? EMPTY_SIGN_IN_FORM;
  }

  protected override render(): TemplateResult {
    const { accounts } = this.#state.value;
    const [only] = accounts;
    if (only === undefined) {
      return html`<p class="muted">
        ${msg('Nobody is signed in.')} <a href="#/phone">${msg('Sign in')}</a>
      </p>`;
    }
    if (this.adding) return this.#newForm();
    const edited = this.#edited;
    if (this.open && edited !== undefined && !this.#isInCall(edited)) return this.#editForm(edited);
    return hasSeveral(this.#state.value) ? this.#several(accounts) : this.#one(only);
  }

  get #edited(): AccountState | undefined {
    const { accounts, dialAccountId } = this.#state.value;
    return accounts.find(({ id }) => id === (this.accountId || dialAccountId));
  }

  #isInCall({ id }: AccountState): boolean {
    return hasLiveCallOf(this.#state.value, id);
  }

  #editForm({ id }: AccountState): TemplateResult {
    return html`<bw-sign-in-form
      tabindex="-1"
      role="group"
      aria-label=${msg('Edit account and servers')}
      editing
      .accountId=${id}
      .initial=${this.#form}
      @sign-in-closed=${this.#close}
    ></bw-sign-in-form>`;
  }

  #newForm(): TemplateResult {
    const tryDemo = (): void => {
      void this.#state.phone.accounts.do({ kind: 'tryDemo' });
      this.#close();
    };
    return html`<div class="stack">
      <h3>${msg('Add an account')}</h3>
      <div class="actions">
        <button class="button" @click=${this.#close}>${msg('Back to your accounts')}</button>
        ${
          this.#state.value.demo === 'available'
            ? html`<button class="button" @click=${tryDemo}>
                ${msg('Take another number of the demo')}
              </button>`
            : nothing
        }
      </div>
      <bw-sign-in-form
        tabindex="-1"
        role="group"
        aria-label=${msg('Add an account')}
        adding
        @sign-in-closed=${this.#close}
      ></bw-sign-in-form>
    </div>`;
  }

  #one(account: AccountState): TemplateResult {
    return html`<div class="stack">
      ${this.#facts(account)}
      <div class="actions">
        ${this.#editButton(account, msg('Edit account and servers'))} ${this.#addButton()}
        <bw-sign-out></bw-sign-out>
      </div>
      ${this.#whyNot(account)}
    </div>`;
  }

  #several(accounts: readonly AccountState[]): TemplateResult {
    return html`<div class="stack">
      ${accounts.map((account) => this.#card(account))}
      <div class="actions">${this.#addButton()} <bw-sign-out></bw-sign-out></div>
    </div>`;
  }

  #card(account: AccountState): TemplateResult {
    const { id } = account;
    const name = accountName(account);
    const choose = (): void => {
      void this.#state.phone.accounts.do({ kind: 'chooseAccount', accountId: id });
    };
    return html`<section class="account" aria-labelledby="name-${id}">
      <h3 id="name-${id}"><bdi>${name}</bdi></h3>
      <label class="dials">
        <input
          type="radio"
          name="dials"
          .checked=${live(id === this.#state.value.dialAccountId)}
          @change=${choose}
        />
        ${msg('Calls go out from this account')}
      </label>
      ${this.#facts(account)}
      <div class="actions">
        ${this.#editButton(account, msg('Edit'), msg(str`Edit ${name}`))}
        <bw-sign-out-of-one .account=${account}></bw-sign-out-of-one>
      </div>
      ${this.#whyNot(account)}
    </section>`;
  }

  #editButton(account: AccountState, words: string, name = words): TemplateResult {
    const edit = (): void => {
      this.accountId = account.id;
      this.open = true;
      void this.#focusForm();
    };
    return html`<button class="button" aria-label=${name} ?disabled=${this.#isInCall(account)} @click=${edit}>
      ${words}
    </button>`;
  }

  #addButton(): TemplateResult {
    const add = (): void => {
      this.open = false;
      this.adding = true;
      void this.#focusForm();
    };
    return html`<button class="button" @click=${add}>${msg('Add another account')}</button>`;
  }

  #whyNot(account: AccountState): TemplateResult | typeof nothing {
    return this.#isInCall(account)
      ? html`<p class="small muted">${msg('You can change the account once the call is over.')}</p>`
      : nothing;
  }

  #facts(state: AccountState): TemplateResult {
    const { account, iceServers, profileName } = state;
    const urls = iceServers.flatMap((server) => server.urls);
    const of = (kind: string): readonly string[] => {
      const found = urls.filter((url) => url.startsWith(kind));
      return found.length === 0 ? [msg('None configured')] : found;
    };
    const servers = account.webSocketServers.map(({ url }) => shownServer(url));
    return html`<dl class="facts">
      ${profileName === '' ? '' : this.#fact(msg('Profile'), [plainText(profileName)])}
      ${this.#fact(msg('Address'), [accountName(state)])}
      ${this.#fact(msg('Name shown'), [accountIdentity(state)])} ${this.#fact(msg('Server'), servers)}
      ${this.#fact(msg('Connection'), [this.#connection(state)])}
      ${this.#fact(msg('Registration'), [this.#registration(state)])} ${this.#fact('STUN', of('stun'))}
      ${this.#fact('TURN', of('turn'))}
    </dl>`;
  }

  #connection({ connection }: AccountState): string {
    const { title, reason } = connectionWords(connection);
    return reason === '' ? title : `${title}: ${reason}`;
  }

  #registration(account: AccountState): string {
    const { title, reason, code } = registrationWords(account, this.#state.value.ability);
    const why = [reason, code].filter((part) => part !== '').join(', ');
    return why === '' ? title : `${title}: ${why}`;
  }

  #fact(name: string, values: readonly string[]): TemplateResult {
    return html`<div>
      <dt>${name}</dt>
      ${values.map((value) => html`<dd><bdi>${value}</bdi></dd>`)}
    </div>`;
  }

  /** The screen goes to the heading above: the form was far longer than what takes its place, and what came of it stands there. */
  readonly #close = (): void => {
    this.open = false;
    this.adding = false;
  };

  /** The form took the place of what was pressed. */
  async #focusForm(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector('bw-sign-in-form')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-account-settings': BwAccountSettings;
  }
}
