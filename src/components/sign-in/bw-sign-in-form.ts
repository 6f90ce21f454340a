// The sign-in form: the same for signing in and for editing. Says what is wrong at the field, and goes there.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { fieldProblemWords } from '../../i18n/field-problem-words.ts';
import {
  EMPTY_SIGN_IN_FORM,
  SIGN_IN_FIELDS,
  type FieldProblems,
  type SignInField,
  type SignInForm,
} from '../../provisioning/sign-in-form.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { icon } from '../shared/icons.ts';
import { phoneState } from '../store-controller.ts';
import { fieldWords } from './field-words.ts';
import { signInFormStyles } from './form-layout-styles.ts';

const SECRET: readonly SignInField[] = ['password', 'turnPassword'];
const REQUIRED: readonly SignInField[] = ['username', 'password', 'domain', 'webSocketServer'];
const WIDE: readonly SignInField[] = ['domain', 'webSocketServer', 'stunServers', 'turnServer'];

@customElement('bw-sign-in-form')
export class BwSignInForm extends LitElement {
  static override styles = [baseStyles, buttonStyles, formStyles, signInFormStyles];

  /** What the fields hold at first. */
  @property({ attribute: false }) initial: SignInForm = EMPTY_SIGN_IN_FORM;
  /** True where a present sign-in is edited: the button then says Save. */
  @property({ type: Boolean }) editing = false;
  @state() private problems: FieldProblems = {};
  @state() private shown: readonly SignInField[] = [];

  readonly #signedIn = phoneState(this, (state) => state.signedIn);

  protected override render(): TemplateResult {
    return html`<form novalidate autocomplete="on" @submit=${this.#submit}>
      <fieldset>
        <legend>${msg('Your account')}</legend>
        <div class="fields">${SIGN_IN_FIELDS.slice(0, 6).map((field) => this.#field(field))}</div>
      </fieldset>
      <fieldset>
        <legend>${msg('Servers for the sound: STUN and TURN')}</legend>
        <p class="hint">
          ${msg(
            'No outside server is built in. If you leave these empty, calls use direct paths only: fine inside one network, but behind routers sound may be lost.',
          )}
        </p>
        <div class="fields">${SIGN_IN_FIELDS.slice(6).map((field) => this.#field(field))}</div>
      </fieldset>
      <div class="actions">
        ${
          this.editing
            ? html`<button type="button" class="button" @click=${this.#leave}>${msg('Cancel')}</button>`
            : nothing
        }
        <button type="submit" class="button primary tall">
          ${this.editing ? msg('Save') : msg('Sign in')}
        </button>
      </div>
    </form>`;
  }

  #field(field: SignInField): TemplateResult {
    const { label, hint } = fieldWords(field);
    const problem = this.problems[field];
    const input = this.#input(field, problem !== undefined);
    return html`<div class="field ${WIDE.includes(field) ? 'broad' : ''}">
      <label for=${field}>${label}</label>
      ${SECRET.includes(field) ? html`<div class="with-button">${input}${this.#reveal(field)}</div>` : input}
      ${
        problem === undefined
          ? nothing
          : html`<p class="problem" id="${field}-problem">${fieldProblemWords(problem)}</p>`
      }
      <p class="hint" id="${field}-hint">${hint}</p>
    </div>`;
  }

  #input(field: SignInField, invalid: boolean): TemplateResult {
    const described = invalid ? `${field}-problem ${field}-hint` : `${field}-hint`;
    const hidden = SECRET.includes(field) && !this.shown.includes(field);
    const autocomplete =
      field === 'username' ? 'username' : field === 'password' ? 'current-password' : 'off';
    return html`<input
      id=${field}
      name=${field}
      type=${hidden ? 'password' : 'text'}
      .value=${this.initial[field]}
      dir="auto"
      autocomplete=${autocomplete}
      autocapitalize="off"
      spellcheck="false"
      inputmode=${WIDE.includes(field) ? 'url' : 'text'}
      ?required=${REQUIRED.includes(field)}
      aria-describedby=${described}
      aria-invalid=${invalid ? 'true' : 'false'}
    />`;
  }

  #reveal(field: SignInField): TemplateResult {
    const shown = this.shown.includes(field);
    const name = field === 'password' ? msg('Show secret') : msg('Show relay secret');
    const toggle = (): void => {
      this.shown = shown ? this.shown.filter((other) => other !== field) : [...this.shown, field];
    };
    return html`<button
      type="button"
      class="button bare icon"
      aria-label=${name}
      aria-pressed=${live(shown ? 'true' : 'false')}
      @click=${toggle}
    >
      ${icon('eye')}
    </button>`;
  }

  #read(): SignInForm {
    const data = new FormData(this.renderRoot.querySelector('form') ?? undefined);
    const entries = SIGN_IN_FIELDS.map((field) => {
      const value = data.get(field);
      return [field, typeof value === 'string' ? value : ''] as const;
    });
    return { ...EMPTY_SIGN_IN_FORM, ...Object.fromEntries(entries) };
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    void this.#check();
  };

  async #check(): Promise<void> {
    const form = this.#read();
    this.initial = form;
    this.problems = this.#signedIn.phone.signIn(form);
    const first = SIGN_IN_FIELDS.find((field) => this.problems[field] !== undefined);
    if (first === undefined) {
      this.#leave();
      return;
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>(`#${first}`)?.focus();
  }

  readonly #leave = (): void => {
    this.dispatchEvent(new CustomEvent('sign-in-closed', { bubbles: true, composed: true }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-sign-in-form': BwSignInForm;
  }
  interface HTMLElementEventMap {
    /** The form was accepted, or its editing was given up. */
    'sign-in-closed': CustomEvent<void>;
  }
}
