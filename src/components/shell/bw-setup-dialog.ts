// A setup link was opened: asks before anything is fetched or unlocked, shows all that it would set, and asks again.
// Secrets are never shown. What answers the question waits a second (press-guard).
import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { openingProblemWords } from '../../i18n/setup-words.ts';
import { plainText } from '../../i18n/plain-text.ts';
import { profileProblemPlace, profileProblemWords } from '../../i18n/profile-problem-words.ts';
import type { Setup } from '../../phone/setup.ts';
import type { OpeningProblem } from '../../provisioning/links/ports.ts';
import type { ProfileProblem } from '../../provisioning/parse-profile.ts';
import { hasLiveCallOf } from '../../phone/calls/calls-state.ts';
import { accountAt, dialAccount, isSignedIn } from '../../phone/accounts/account-selectors.ts';
import type { AccountState } from '../../phone/accounts/account-state.ts';
import { accountName } from '../shared/account.ts';
import { setupFacts } from '../setup/setup-facts.ts';
import { setupStyles } from '../setup/setup-styles.ts';
import { PressGuard } from '../shared/press-guard.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { dialogStyles } from '../shared/styles/dialog-styles.ts';
import { FocusReturn } from '../shared/focus-return.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { phoneState } from '../store-controller.ts';

type Closed = Extract<Setup, { kind: 'closed' }>;
type Read = Extract<Setup, { kind: 'profile' }>;

/** `same`: an account with the very address is signed in; `beside`: only others are, and this one dials. */
type Standing =
  { readonly kind: 'free' } | { readonly kind: 'same' | 'beside'; readonly account: AccountState };

/** After these no further press can open the link. */
const FINAL: readonly (OpeningProblem | undefined)[] = ['used', 'noService', 'insecurePage'];

@customElement('bw-setup-dialog')
export class BwSetupDialog extends LitElement {
  static override styles = [baseStyles, buttonStyles, formStyles, dialogStyles, setupStyles];

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('#passphrase') private passphrase!: HTMLInputElement | null;
  readonly #setup = phoneState(this, (state) => state.setup);
  readonly #accounts = phoneState(this, (state) => state);
  readonly #isDemo = phoneState(this, (state) => state.demo === 'available');
  readonly #guard = new PressGuard(this);
  #shown: Setup | undefined;

  constructor() {
    super();
    new FocusReturn(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const setup = this.#setup.value;
    if (setup !== this.#shown) this.#guard.arm();
    this.#shown = setup;
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    const setup = this.#setup.value;
    return html`<dialog tabindex="-1" aria-labelledby="title" @cancel=${this.#cancel}>
      ${setup === undefined ? nothing : this.#content(setup)}
    </dialog>`;
  }

  #content(setup: Setup): TemplateResult {
    if (setup.kind === 'profile') return this.#profile(setup);
    if (setup.kind === 'invalid') return this.#invalid(setup.problem);
    return FINAL.includes(setup.problem) ? this.#unopened(setup.problem) : this.#closed(setup);
  }

  #profile(setup: Read): TemplateResult {
    return html`<div class="top">
        <h1 id="title">${msg('Set up this phone?')}</h1>
        <p>${msg('Accept it only if you know who sent it: your calls will go through the servers below.')}</p>
        ${this.#consequence(setup)} ${this.#another(setup)}
      </div>
      <div class="middle">${this.#afterword(setup)} ${setupFacts(setup.profile)}</div>
      ${this.#choices(setup)}`;
  }

  /** Who is signed in, as far as it matters to this setup. */
  #standing({ profile }: Read): Standing {
    const state = this.#accounts.value;
    if (!isSignedIn(state)) return { kind: 'free' };
    const same = accountAt(state, profile.account);
    const account = same ?? dialAccount(state);
    if (account === undefined) return { kind: 'free' };
    return { kind: same === undefined ? 'beside' : 'same', account };
  }

  #consequence(setup: Read): TemplateResult | typeof nothing {
    const standing = this.#standing(setup);
    if (standing.kind === 'free') return nothing;
    const name = accountName(standing.account);
    if (standing.kind === 'same')
      return html`<p>
          <strong
            >${msg(str`You are signed in as ${name}: the link replaces the settings of this account.`)}</strong
          >
        </p>
        ${this.#isInCall(standing.account) ? html`<p><strong>${msg('You are in a call: Accept ends it.')}</strong></p>` : nothing}`;
    return html`<p>
        <strong
          >${msg(str`You are signed in as ${name}. Add this account beside it, or use it instead.`)}</strong
        >
      </p>
      ${
        this.#isInCall(standing.account)
          ? html`<p><strong>${msg('You are in a call: “Use instead” ends it, adding does not.')}</strong></p>`
          : nothing
      }`;
  }

  #isInCall({ id }: AccountState): boolean {
    return hasLiveCallOf(this.#accounts.value, id);
  }

  /** One answer, or two where somebody else is signed in: whoever presses the first thing they see loses nothing. */
  #choices(setup: Read): TemplateResult {
    if (this.#standing(setup).kind !== 'beside') return this.#actions(msg('Accept'), this.#accept('add'));
    const instead = html`<button
      type="button"
      class="button"
      aria-disabled=${this.#guard.isOpen ? 'false' : 'true'}
      @click=${this.#accept('instead')}
    >
      ${msg('Use instead')}
    </button>`;
    return this.#actions(msg('Add as another account'), this.#accept('add'), instead);
  }

  /** What opening the link has done already. */
  #afterword({ carrier, wasReadable }: Read): TemplateResult | typeof nothing {
    if (carrier === 'token')
      return html`<p class="muted">
        ${msg('The code of the link is used up now. If you cancel, you need a new link.')}
      </p>`;
    if (!wasReadable) return nothing;
    return html`<p class="warning">
      <strong>${msg('This link carried the password in readable form.')}</strong>
      ${msg(
        'It stays in this browser’s history: delete it there, and the message it came in. Better ask for a link that is locked or works once.',
      )}
    </p>`;
  }

  #closed(setup: Closed): TemplateResult {
    const isSealed = setup.carrier === 'sealed';
    return html`<form class="closed" @submit=${this.#open} novalidate>
      <div class="top">
        <h1 id="title">${isSealed ? msg('Unlock this setup link?') : msg('Use this setup link?')}</h1>
        ${this.#another(setup)}
      </div>
      <div class="middle">${isSealed ? this.#lock(setup) : this.#code(setup)}</div>
      ${this.#actions(this.#openWords(setup), undefined)}
    </form>`;
  }

  #openWords({ carrier, work, problem }: Closed): string {
    if (work === 'opening') return carrier === 'sealed' ? msg('Unlocking …') : msg('Fetching …');
    if (problem !== undefined) return msg('Try again');
    return carrier === 'sealed' ? msg('Unlock') : msg('Fetch it');
  }

  #code({ problem }: Closed): TemplateResult {
    const { host } = location;
    return html`<p>
        ${msg(str`The link holds a code that works once. Your account is at the server of this page, ${host}.`)}
      </p>
      <p class="muted">
        ${msg('Nothing is fetched before you press, and nothing is set before you have seen it. If you cancel now, the link stays valid until it expires.')}
      </p>
      ${problem === undefined ? nothing : this.#trouble(problem)}`;
  }

  #lock({ problem }: Closed): TemplateResult {
    const isWrong = problem !== undefined;
    return html`<p>
        ${msg('The link is locked with a passphrase, which you got another way. Nothing is set before you have seen it.')}
      </p>
      <div class="field">
        <label for="passphrase">${msg('Passphrase')}</label>
        <input
          id="passphrase"
          type="text"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          aria-invalid=${isWrong ? 'true' : 'false'}
          aria-describedby=${isWrong ? 'trouble' : nothing}
        />
        ${problem === undefined ? nothing : this.#trouble(problem)}
      </div>`;
  }

  #trouble(problem: OpeningProblem): TemplateResult {
    const { what, remedy } = openingProblemWords(problem);
    return html`<p id="trouble" role="alert"><strong>${what}</strong> ${remedy}</p>`;
  }

  #another({ another }: Setup): TemplateResult | typeof nothing {
    return another
      ? html`<p role="status">
          ${msg('Another setup link came meanwhile and was not taken. Answer this one, then open it again.')}
        </p>`
      : nothing;
  }

  /** The guarded answer looks and is disabled until it counts; it keeps its place and the focus. */
  #actions(
    words: string,
    act: (() => void) | undefined,
    other: TemplateResult | typeof nothing = nothing,
  ): TemplateResult {
    return html`<div class="actions">
      <p class="small muted early" role="status">
        ${this.#guard.wasRefused ? msg('That press came too soon and was not taken. Press again in a second.') : nothing}
      </p>
      <button type="button" class="button" @click=${this.#cancel}>${msg('Cancel')}</button>
      ${other}
      <button
        type=${act === undefined ? 'submit' : 'button'}
        class="button primary"
        aria-disabled=${this.#guard.isOpen && !this.#isOpening ? 'false' : 'true'}
        @click=${act ?? nothing}
      >
        ${words}
      </button>
    </div>`;
  }

  get #isOpening(): boolean {
    const setup = this.#setup.value;
    return setup?.kind === 'closed' && setup.work === 'opening';
  }

  #invalid(problem: ProfileProblem): TemplateResult {
    // Of another version, no part is wrong.
    const place = problem.code === 'version' ? '' : profileProblemPlace(problem.path);
    return this.#useless(html`
      <p>${profileProblemWords(problem.code)}</p>
      ${
        place === ''
          ? nothing
          : html`<p class="muted">
              ${place} <small><bdi>(${plainText(problem.path)})</bdi></small>
            </p>`
      }
      <p class="muted">${msg('Nothing was changed. Ask whoever sent it for a new one.')}</p>
    `);
  }

  #unopened(problem: OpeningProblem | undefined): TemplateResult {
    const { what, remedy } = openingProblemWords(problem ?? 'failed');
    return this.#useless(html`
      <p role="alert">${what}</p>
      <p>${remedy}</p>
      ${
        this.#isDemo.value
          ? html`<p>${msg('This is the demo: “Try the demo” on this page gives you an account at once.')}</p>`
          : nothing
      }
      <p class="muted">${msg('Nothing was changed.')}</p>
    `);
  }

  #useless(why: TemplateResult): TemplateResult {
    return html`<div class="top"><h1 id="title">${msg('This setup link can’t be used')}</h1></div>
      <div class="middle">${why}</div>
      <div class="actions">
        <button class="button primary" @click=${this.#cancel}>${msg('Close')}</button>
      </div>`;
  }

  readonly #accept = (how: 'add' | 'instead') => (): void => {
    if (this.#guard.passes()) void this.#setup.phone.accounts.do({ kind: 'acceptSetup', how });
  };

  readonly #open = (event: Event): void => {
    event.preventDefault();
    if (this.#isOpening || !this.#guard.passes()) return;
    const passphrase = this.passphrase?.value ?? '';
    if (this.passphrase !== null && passphrase.trim() === '') this.passphrase.focus();
    else void this.#setup.phone.accounts.do({ kind: 'openSetup', passphrase });
  };

  readonly #cancel = (event: Event): void => {
    event.preventDefault();
    void this.#setup.phone.accounts.do({ kind: 'dismissSetup' });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-setup-dialog': BwSetupDialog;
  }
}
