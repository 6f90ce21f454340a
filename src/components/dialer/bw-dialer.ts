// The dialer: one field for a number, a name or an address, what it will call, the pad, and Call.
import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { unableCallNote } from '../../i18n/call-ability-words.ts';
import { parseDialString, type DialTarget } from '../../sip/dial-string.ts';
import { isTone } from '../../sip/dtmf.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { hasTrouble } from '../shared/bw-registration-trouble.ts';
import { icon } from '../shared/all-icons.ts';
import { partyTarget } from '../shared/party.ts';
import { isTyping, isTypingKey } from '../shared/typing.ts';
import { phoneState } from '../store-controller.ts';
import { dialerStyles } from './dialer-styles.ts';
import './bw-dial-pad.ts';

@customElement('bw-dialer')
export class BwDialer extends LitElement {
  static override styles = [baseStyles, buttonStyles, formStyles, dialerStyles];

  /** What was typed before the dialer came into sight. */
  @property() typed = '';
  @state() private text = '';
  @query('input') private field!: HTMLInputElement;
  readonly #domain = phoneState(this, (state) => state.signedIn?.account.domain ?? '');
  readonly #call = phoneState(this, (state) => state.call);
  readonly #history = phoneState(this, (state) => state.history);
  readonly #registration = phoneState(this, (state) => state.registration);
  readonly #trouble = phoneState(this, hasTrouble);
  readonly #cannot = phoneState(this, (state) => unableCallNote(state.ability));

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#typeAnywhere);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#typeAnywhere);
  }

  protected override willUpdate(): void {
    if (!this.hasUpdated) this.text = this.typed;
  }

  protected override firstUpdated(): void {
    const rings = this.#call.value?.phase === 'ringing';
    // On a touch screen the focus would bring up a keyboard over the keys.
    if (rings || isTyping() || !window.matchMedia('(pointer: fine)').matches) return;
    this.field.focus();
  }

  protected override render(): TemplateResult {
    const target = parseDialString(this.text, this.#domain.value);
    return html`<form @submit=${this.#submit} novalidate>
      <h1 class="unseen">${msg('Phone')}</h1>
      <div class="field">
        <label for="target">${msg('Name, number or SIP address')}</label>
        <div class="with-button">${this.#input(target)} ${this.#backspace()}</div>
      </div>
      <p class="normal ${target.kind === 'invalid' ? 'wrong' : ''}" id="normal" aria-live="polite">
        ${this.#normalWords(target)}
      </p>
      <bw-dial-pad @tone-pressed=${this.#append} @plus-pressed=${this.#plus}></bw-dial-pad>
      <button
        type="submit"
        class="button primary tall wide"
        aria-disabled=${this.#cannot.value === '' ? 'false' : 'true'}
        aria-describedby=${this.#cannot.value === '' ? nothing : 'note'}
      >
        ${icon('phone')}${msg('Call')}
      </button>
      ${this.#note()}
    </form>`;
  }

  #input(target: DialTarget): TemplateResult {
    return html`<input
      id="target"
      type="text"
      dir="auto"
      inputmode="tel"
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      enterkeyhint="go"
      .value=${this.text}
      aria-describedby="normal"
      aria-invalid=${target.kind === 'invalid' ? 'true' : 'false'}
      @input=${this.#edited}
    />`;
  }

  #backspace(): TemplateResult | typeof nothing {
    if (this.text === '') return nothing;
    const remove = (): void => {
      this.text = this.text.replace(/.$/su, '');
    };
    return html`<button
      type="button"
      class="button bare icon"
      aria-label=${msg('Delete the last character')}
      @click=${remove}
    >
      ${icon('backspace')}
    </button>`;
  }

  #note(): TemplateResult | typeof nothing {
    const registration = this.#registration.value;
    const cannot = this.#cannot.value;
    if (cannot !== '') return html`<p class="small muted note" id="note">${cannot}</p>`;
    if (registration.phase === 'registered' || this.#trouble.value) return nothing;
    return html`<p class="small muted note" id="note">
      ${msg('Not registered yet, so a call may not get through.')}
    </p>`;
  }

  #normalWords(target: DialTarget): string {
    if (target.kind === 'target') return msg(str`Calls ${target.label}`);
    if (target.kind === 'invalid')
      return msg('This can’t be called. Remove spaces from names, or check the address.');
    return this.#lastDialled() === undefined ? '' : msg('Call brings back the last number you dialled.');
  }

  #lastDialled(): string | undefined {
    const last = this.#history.value.find((entry) => entry.direction === 'outgoing');
    if (last === undefined) return undefined;
    const target = parseDialString(partyTarget(last.remote), this.#domain.value);
    return target.kind === 'target' ? target.label : partyTarget(last.remote);
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const target = parseDialString(this.text, this.#domain.value);
    if (target.kind === 'target') {
      void this.#domain.phone.dial(this.text);
      return;
    }
    if (target.kind === 'empty') this.text = this.#lastDialled() ?? '';
    this.field.focus();
  };

  readonly #edited = (): void => {
    this.text = this.field.value;
  };

  readonly #append = (event: CustomEvent<string>): void => {
    this.text += event.detail;
  };

  readonly #plus = (): void => {
    this.text += '+';
  };

  readonly #typeAnywhere = (event: KeyboardEvent): void => {
    if (isTypingKey(event) && (event.key === '+' || isTone(event.key))) {
      event.preventDefault();
      this.text += event.key;
      this.field.focus();
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-dialer': BwDialer;
  }
}
