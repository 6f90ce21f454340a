// Signing out asks what may stay on this computer. What is not chosen is deleted; what tells of people is not chosen by itself.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { hasSeveral } from '../../phone/accounts/account-selectors.ts';
import { hasLiveCall, isIncoming } from '../../phone/calls/calls-state.ts';
import type { KeepableKind } from '../../storage/kept-kinds.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { dialogStyles } from '../shared/styles/dialog-styles.ts';
import '../shared/bw-delete-all.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { phoneState } from '../store-controller.ts';
import { settingsStyles } from './settings-styles.ts';
import { switchChoice } from './switch-choice.ts';

/** Choices of sounds and looks tell nothing of anybody. */
const KEPT_AT_FIRST: readonly KeepableKind[] = ['settings'];

@customElement('bw-sign-out')
export class BwSignOut extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    formStyles,
    settingsStyles,
    dialogStyles,
    css`
      :host {
        margin: 0;
      }
      /* What it is about and the two ways out stay in sight, however small the window. */
      dialog {
        padding-block-end: 0;
      }
      .actions {
        position: sticky;
        inset-block-end: 0;
        flex-direction: row-reverse;
        margin: 0 -24px;
        padding: 16px 24px 24px;
        background: var(--surface);
        border-block-start: 1px solid var(--line);
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private kept = KEPT_AT_FIRST;
  readonly #isOneOfMany = phoneState(this, hasSeveral);
  readonly #inCall = phoneState(this, hasLiveCall);
  readonly #rings = phoneState(this, ({ calls }) => calls.some(isIncoming));

  /** A modal dialog would lie over Answer and Decline. */
  protected override updated(): void {
    if (this.#rings.value && this.dialog.open) this.dialog.close();
  }

  protected override render(): TemplateResult {
    return html`<button class="button" @click=${this.#ask}>
        ${this.#isOneOfMany.value ? msg('Sign out of all accounts …') : msg('Sign out …')}
      </button>
      <dialog tabindex="-1" aria-labelledby="title" aria-describedby="what">
        <h1 id="title">${msg('Sign out')}</h1>
        <p id="what">
          ${
            this.#isOneOfMany.value
              ? msg(
                  'All accounts and their passwords are deleted from this computer. What should stay for next time?',
                )
              : msg(
                  'The account and its passwords are deleted from this computer. What should stay for next time?',
                )
          }
        </p>
        ${this.#inCall.value ? html`<p><strong>${msg('This ends your call.')}</strong></p>` : nothing}
        <fieldset>
          <legend>${msg('Keep on this computer')}</legend>
          <div class="choices">
            ${this.#choice('history', msg('Call history'), msg('Who called whom, and when.'))}
            ${this.#choice(
              'trace',
              msg('SIP messages'),
              msg('Names, numbers and addresses of this network, without passwords.'),
            )}
            ${this.#choice('settings', msg('Settings'), msg('Sound, appearance, connection.'))}
            ${this.#choice(
              'identity',
              msg('This device’s identity'),
              msg('A random number that servers know this browser by (instance id, RFC 5626).'),
            )}
          </div>
        </fieldset>
        <bw-delete-all
          .label=${msg('Sign out and forget everything on this computer')}
          .question=${msg('Delete all of it, and what is chosen above as well? It can’t be brought back.')}
          .yes=${msg('Forget everything')}
          @delete-confirmed=${this.#forget}
        ></bw-delete-all>
        <div class="actions">
          <button class="button primary" @click=${this.#signOut}>${msg('Sign out')}</button>
          <button class="button" @click=${this.#close}>${msg('Cancel')}</button>
        </div>
      </dialog>`;
  }

  #choice(kind: KeepableKind, words: string, hint: string): TemplateResult {
    return switchChoice(kind, words, hint, this.kept.includes(kind), (isOn) => {
      const others = this.kept.filter((each) => each !== kind);
      this.kept = isOn ? [...others, kind] : others;
    });
  }

  readonly #ask = (): void => {
    this.kept = KEPT_AT_FIRST;
    this.dialog.showModal();
  };

  readonly #close = (): void => {
    this.dialog.close();
  };

  readonly #signOut = (): void => {
    this.#close();
    void this.#inCall.phone.accounts.do({ kind: 'signOut', keep: this.kept });
  };

  readonly #forget = async (): Promise<void> => {
    this.#close();
    await this.#inCall.phone.accounts.do({ kind: 'forgetEverything' });
    location.hash = '#/phone';
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-sign-out': BwSignOut;
  }
}
