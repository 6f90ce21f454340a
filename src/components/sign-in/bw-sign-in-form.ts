// The sign-in form: the same for signing in and for editing. Says what is wrong at the field, and goes there.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import {
  EMPTY_SIGN_IN_FORM,
  SIGN_IN_FIELDS,
  type FieldProblems,
  type SignInField,
  type SignInForm,
  digestAccountOf,
} from '../../provisioning/sign-in-form.ts';
import type { FieldProblem } from '../../provisioning/field-problem.ts';
import { isSignedIn } from '../../phone/accounts/account-selectors.ts';
import type { Phone } from '../../phone/phone.ts';
import type { IceRow } from '../../provisioning/ice-rows.ts';
import type { DigestAccount } from '../../provisioning/digest/digest.ts';
import type { TurnService } from '../../provisioning/turn-service.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { icon } from '../shared/icons.ts';
import { phoneState } from '../store-controller.ts';
import { fieldWords } from './field-words.ts';
import type { BwIceServers } from '../ice/bw-ice-servers.ts';
import type { BwTurnService } from '../ice/bw-turn-service.ts';
import { signInFormStyles } from './form-layout-styles.ts';
import type * as formHelp from './form-help.ts';

const SECRET: readonly SignInField[] = ['password'];
const REQUIRED: readonly SignInField[] = ['username', 'password', 'domain', 'webSocketServer'];
const WIDE: readonly SignInField[] = ['domain', 'webSocketServer'];
/** The fields that this element has itself; those of the servers, which stand between, have elements of their own. */
const NEEDED = SIGN_IN_FIELDS.slice(0, 4);
const OPTIONAL = SIGN_IN_FIELDS.slice(4, 6);
const ACCOUNT = [...NEEDED, ...OPTIONAL];

/** What was typed and not sent yet, while another screen is looked at; gone with the page. */
const drafts = new WeakMap<Phone, SignInForm>();

@customElement('bw-sign-in-form')
export class BwSignInForm extends LitElement {
  static override styles = [baseStyles, buttonStyles, formStyles, signInFormStyles];

  /** What the fields hold at first. */
  @property({ attribute: false }) initial: SignInForm = EMPTY_SIGN_IN_FORM;
  /** True where a present sign-in is edited: the button then says Save. */
  @property({ type: Boolean }) editing = false;
  /** True where it is for one more account: it can be left, and no draft is kept. */
  @property({ type: Boolean }) adding = false;
  /** The account that is edited; undefined for a new one. */
  @property({ attribute: false }) accountId: string | undefined;
  @state() private problems: FieldProblems = {};
  /** What was put right, in words, field by field. */
  @state() private tidied: Readonly<Partial<Record<SignInField, string>>> = {};
  @state() private shown: readonly SignInField[] = [];

  /** Undefined until it has come, or where it can't: then the form is taken as it was typed. */
  #help: typeof formHelp | undefined;
  #helpComes: Promise<void> | undefined;
  readonly #isSignedIn = phoneState(this, isSignedIn);

  override connectedCallback(): void {
    super.connectedCallback();
    const draft = drafts.get(this.#isSignedIn.phone);
    if (!this.editing && !this.adding && draft !== undefined) this.initial = draft;
    // Fetched apart, so that the first paint does not wait for it.
    void import('../ice/ice-editor.ts');
    this.#helpComes = import('./form-help.ts').then(
      (file) => {
        this.#help = file;
      },
      () => undefined,
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const { phone } = this.#isSignedIn;
    if (this.editing || this.adding) return;
    if (isSignedIn(phone.store.state)) drafts.delete(phone);
    else drafts.set(phone, this.#read());
  }

  protected override render(): TemplateResult {
    return html`<form novalidate autocomplete="on" @submit=${this.#submit}>
      <fieldset>
        <legend>${this.adding ? msg('The new account') : msg('Your account')}</legend>
        <div class="fields">${NEEDED.map((field) => this.#field(field))}</div>
        ${
          this.editing
            ? nothing
            : html`<button type="submit" class="button primary tall">${msg('Sign in')}</button>`
        }
      </fieldset>
      <fieldset>
        <legend>${msg('Servers for the sound: STUN and TURN')}</legend>
        <p class="hint">
          ${msg(
            'No outside server is built in. If you leave these empty, calls use direct paths only: fine inside one network, but behind routers sound may be lost.',
          )}
        </p>
        <bw-ice-servers
          .rows=${this.initial.iceRows}
          .problems=${this.problems.iceRows ?? []}
          @ice-rows-changed=${this.#rowsChanged}
        ></bw-ice-servers>
        <bw-turn-service
          .service=${{ url: this.initial.turnServiceUrl, token: this.initial.turnServiceToken }}
          .account=${this.#account}
          .problem=${this.problems.turnServiceUrl ?? this.problems.turnServiceToken}
          @turn-service-changed=${this.#serviceChanged}
        ></bw-turn-service>
        ${this.#relayOnly()}
      </fieldset>
      <fieldset>
        <legend>${msg('Optional')}</legend>
        <div class="fields">${OPTIONAL.map((field) => this.#field(field))}</div>
      </fieldset>
      ${this.#end()}
    </form>`;
  }

  /** Who came down to the last field need not go up again. */
  #end(): TemplateResult {
    if (!this.editing)
      return html`<div class="actions">
        ${
          this.adding
            ? html`<button type="button" class="button" @click=${this.#leave}>${msg('Cancel')}</button>`
            : nothing
        }
        <button type="submit" class="button tall">${msg('Sign in with all of this')}</button>
      </div>`;
    return html`<div class="actions">
      <button type="button" class="button" @click=${this.#leave}>${msg('Cancel')}</button>
      <button type="submit" class="button primary tall">${msg('Save')}</button>
    </div>`;
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
          : html`<p class="problem" id="${field}-problem">${this.#problemWords(problem)}</p>`
      }
      <p class="hint" id="${field}-hint" aria-live="polite">${this.tidied[field] ?? hint}</p>
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
      @change=${this.#tidy}
    />`;
  }

  #relayOnly(): TemplateResult {
    const problem = this.problems.isRelayOnly;
    const change = (event: Event): void => {
      if (!(event.target instanceof HTMLInputElement)) return;
      this.initial = { ...this.initial, isRelayOnly: event.target.checked };
    };
    return html`<label class="switch">
        <input
          id="relay-only"
          type="checkbox"
          .checked=${live(this.initial.isRelayOnly)}
          aria-invalid=${problem === undefined ? 'false' : 'true'}
          aria-describedby="relay-only-hint"
          @change=${change}
        />
        <span>${msg('Send all sound through a relay')}</span>
      </label>
      <p id="relay-only-hint" class=${problem === undefined ? 'hint' : 'problem'}>
        ${
          problem === undefined
            ? msg('Hides your network address from the other side, and needs a TURN server (relay only).')
            : this.#problemWords(problem)
        }
      </p>`;
  }

  #reveal(field: SignInField): TemplateResult {
    const shown = this.shown.includes(field);
    const toggle = (): void => {
      this.shown = shown ? this.shown.filter((other) => other !== field) : [...this.shown, field];
    };
    return html`<button
      type="button"
      class="button bare icon"
      aria-label=${msg('Show secret')}
      aria-pressed=${live(shown ? 'true' : 'false')}
      @click=${toggle}
    >
      ${icon('eye')}
    </button>`;
  }

  #read(): SignInForm {
    const data = new FormData(this.renderRoot.querySelector('form') ?? undefined);
    const entries = ACCOUNT.map((field) => {
      const value = data.get(field);
      return [field, typeof value === 'string' ? value : ''] as const;
    });
    return { ...this.initial, ...Object.fromEntries(entries) };
  }

  /** Puts right what can be, in sight. */
  #tidy(): SignInForm {
    const { form, words } = this.#help?.tidiedForm(this.#read()) ?? { form: this.#read(), words: {} };
    this.tidied = { ...this.tidied, ...words };
    this.initial = form;
    return form;
  }

  #problemWords(problem: FieldProblem): string {
    return this.#help?.fieldProblemWords(problem) ?? msg('This can’t be used as it is.');
  }

  readonly #account = (): DigestAccount => digestAccountOf(this.#read());

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    void this.#check();
  };

  async #check(): Promise<void> {
    if (this.#help === undefined) await this.#helpComes;
    const form = this.#tidy();
    this.problems = this.#isSignedIn.phone.signIn(form, this.accountId);
    if (Object.keys(this.problems).length === 0) {
      this.#leave();
      return;
    }
    await this.#focusProblem();
  }

  /** Goes to the first field with a mistake, in the order on screen. */
  async #focusProblem(): Promise<void> {
    await this.updateComplete;
    const rows = this.renderRoot.querySelector<BwIceServers>('bw-ice-servers');
    const service = this.renderRoot.querySelector<BwTurnService>('bw-turn-service');
    await Promise.all([rows?.updateComplete, service?.updateComplete]);
    const isWrong = (field: SignInField): boolean => this.problems[field] !== undefined;
    const first = NEEDED.find(isWrong);
    if (first === undefined && (rows?.focusProblem() === true || service?.focusProblem() === true)) return;
    const relayOnly = this.problems.isRelayOnly === undefined ? undefined : 'relay-only';
    const target = first ?? relayOnly ?? OPTIONAL.find(isWrong);
    if (target !== undefined) this.renderRoot.querySelector<HTMLInputElement>(`#${target}`)?.focus();
  }

  readonly #rowsChanged = (event: CustomEvent<readonly IceRow[]>): void => {
    this.initial = { ...this.initial, iceRows: event.detail };
    this.problems = { ...this.problems, iceRows: undefined };
  };

  readonly #serviceChanged = (event: CustomEvent<TurnService>): void => {
    const { url, token } = event.detail;
    this.initial = { ...this.initial, turnServiceUrl: url, turnServiceToken: token };
  };

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
