// Where short-lived TURN credentials come from, for those whose provider hands them out, with a test on the spot.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { fieldProblemWords } from '../../i18n/field-problem-words.ts';
import { turnAnswerWords } from '../../i18n/turn-service-words.ts';
import type { DigestAccount } from '../../provisioning/digest/digest.ts';
import type { FieldProblem } from '../../provisioning/field-problem.ts';
import { isTurnServiceUrl, type TurnAnswer, type TurnService } from '../../provisioning/turn-service.ts';
import { fieldWords } from '../sign-in/field-words.ts';
import { icon } from '../shared/all-icons.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { phoneState } from '../store-controller.ts';
import { iceStyles } from './ice-styles.ts';

@customElement('bw-turn-service')
export class BwTurnService extends LitElement {
  static override styles = [baseStyles, buttonStyles, formStyles, iceStyles];

  @property({ attribute: false }) service: TurnService = { url: '', token: '' };
  /** Who proves the SIP password to a service that asks for it: as typed at the moment of the test. */
  @property({ attribute: false }) account: () => DigestAccount | undefined = () => undefined;
  @property({ attribute: false }) problem: FieldProblem | undefined;
  @state() private answer: TurnAnswer | 'asking' | undefined;
  @state() private own: FieldProblem | undefined;

  readonly #phone = phoneState(this, () => undefined);

  protected override render(): TemplateResult {
    const isOpen = this.service.url !== '' || this.problem !== undefined;
    return html`<details ?open=${isOpen}>
      <summary>${msg('TURN credentials from a service')}</summary>
      <p class="hint">
        ${msg('For providers that hand out short-lived passwords for their TURN servers (TURN REST API).')}
      </p>
      <div class="parts">${this.#text('url')} ${this.#text('token')}</div>
      <div class="verdicts" role="status">${this.#said()}</div>
      <button type="button" class="button" ?disabled=${this.service.url.trim() === ''} @click=${this.#test}>
        ${msg('Test the service')}
      </button>
    </details>`;
  }

  /** Goes to the address where it is wrong; false where nothing is. */
  focusProblem(): boolean {
    const field = this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]');
    field?.focus();
    return field !== null;
  }

  #text(name: 'url' | 'token'): TemplateResult {
    const { label, hint } = fieldWords(name === 'url' ? 'turnServiceUrl' : 'turnServiceToken');
    const problem = name === 'url' ? (this.problem ?? this.own) : undefined;
    const change = (event: Event): void => {
      if (!(event.target instanceof HTMLInputElement)) return;
      this.answer = undefined;
      this.own = undefined;
      const detail = { ...this.service, [name]: event.target.value };
      this.dispatchEvent(new CustomEvent('turn-service-changed', { detail }));
    };
    return html`<div class="field account">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        type=${name === 'token' ? 'password' : 'text'}
        .value=${live(this.service[name])}
        dir="auto"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        inputmode=${name === 'url' ? 'url' : 'text'}
        aria-invalid=${problem === undefined ? 'false' : 'true'}
        aria-describedby="${name}-hint"
        @input=${change}
      />
      <p id="${name}-hint" class=${problem === undefined ? 'hint' : 'problem'}>
        ${problem === undefined ? hint : fieldProblemWords(problem)}
      </p>
    </div>`;
  }

  #said(): TemplateResult | typeof nothing {
    if (this.answer === undefined) return nothing;
    const isGood = this.answer !== 'asking' && this.answer.kind === 'servers';
    const mood = this.answer === 'asking' ? '' : isGood ? 'good' : 'bad';
    return html`<p class="verdict ${mood}">
      ${icon(mood === '' ? 'dots' : isGood ? 'check' : 'warning')}
      <span>${this.answer === 'asking' ? msg('testing…') : turnAnswerWords(this.answer)}</span>
    </p>`;
  }

  readonly #test = async (): Promise<void> => {
    const account = this.account();
    const given = { url: this.service.url.trim(), token: this.service.token.trim() };
    const service = account === undefined ? given : { ...given, account };
    this.own = isTurnServiceUrl(service.url) ? undefined : 'turnServiceUrl';
    if (this.own !== undefined) return;
    this.answer = 'asking';
    this.answer = await this.#phone.phone.testTurnService(service);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-turn-service': BwTurnService;
  }
  interface HTMLElementEventMap {
    'turn-service-changed': CustomEvent<TurnService>;
  }
}
