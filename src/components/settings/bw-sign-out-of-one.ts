// Signing out of one account of several: asks once, and says what goes and what stays.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { AccountState } from '../../phone/accounts/account-state.ts';
import { hasLiveCallOf, isIncoming } from '../../phone/calls/calls-state.ts';
import { accountName } from '../shared/account.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { dialogStyles } from '../shared/styles/dialog-styles.ts';
import { phoneState } from '../store-controller.ts';

@customElement('bw-sign-out-of-one')
export class BwSignOutOfOne extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    dialogStyles,
    css`
      h1 {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) account!: AccountState;
  @query('dialog') private dialog!: HTMLDialogElement;
  readonly #calls = phoneState(this, ({ calls }) => calls);

  /** A modal dialog would lie over Answer and Decline. */
  protected override updated(): void {
    if (this.#calls.value.some(isIncoming) && this.dialog.open) this.dialog.close();
  }

  protected override render(): TemplateResult {
    const name = accountName(this.account);
    return html`<button class="button" aria-label=${msg(str`Sign out of ${name} …`)} @click=${this.#ask}>
        ${msg('Sign out …')}
      </button>
      <dialog tabindex="-1" aria-labelledby="title" aria-describedby="what">
        <h1 id="title">${msg(str`Sign out of ${name}?`)}</h1>
        <p id="what">
          ${msg('Its password and servers are deleted from this computer. The other accounts stay, and so do history and settings.')}
        </p>
        ${hasLiveCallOf({ calls: this.#calls.value }, this.account.id) ? html`<p><strong>${msg('This ends your call.')}</strong></p>` : nothing}
        <div class="actions">
          <button class="button" @click=${this.#close}>${msg('Cancel')}</button>
          <button class="button primary" @click=${this.#signOut}>${msg('Sign out')}</button>
        </div>
      </dialog>`;
  }

  readonly #ask = (): void => {
    this.dialog.showModal();
  };

  readonly #close = (): void => {
    this.dialog.close();
  };

  readonly #signOut = (): void => {
    this.#close();
    void this.#calls.phone.accounts.do({ kind: 'signOutOf', accountId: this.account.id });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-sign-out-of-one': BwSignOutOfOne;
  }
}
