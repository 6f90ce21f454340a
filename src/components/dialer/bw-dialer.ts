// The dialer: one field for a number, a name or an address, what it will call, the pad, and Call.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { dialAccount, isRegistered } from '../../phone/accounts/account-selectors.ts';
import { unableCallNote } from '../../i18n/call-ability-words.ts';
import { choiceWords, dialWords, ownNumberWords } from '../../i18n/dial-words.ts';
import { addressOfRecord } from '../../sip/account.ts';
import type { DialReading, DialTarget } from '../../sip/dial/dial-reading.ts';
import { readDial } from '../../sip/dial/read-dial.ts';
import { isIncoming } from '../../phone/calls/calls-state.ts';
import { isTone } from '../../sip/dtmf.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { hasDialTrouble } from '../shared/bw-registration-trouble.ts';
import { icon } from '../shared/all-icons.ts';
import { partyTarget } from '../shared/party.ts';
import { targetInput, targetInputStyles } from '../shared/target-input.ts';
import { isTyping, isTypingKey } from '../shared/typing.ts';
import { phoneState } from '../store-controller.ts';
import { dialerStyles } from './dialer-styles.ts';
import './bw-dial-pad.ts';

@customElement('bw-dialer')
export class BwDialer extends LitElement {
  static override styles = [baseStyles, buttonStyles, formStyles, targetInputStyles, dialerStyles];

  /** What was typed before the dialer came into sight. */
  @property() typed = '';
  @state() private text = '';
  @query('input') private field!: HTMLInputElement;
  readonly #domain = phoneState(this, (state) => dialAccount(state)?.account.domain ?? '');
  readonly #own = phoneState(this, (state) => dialAccount(state)?.account);
  readonly #rings = phoneState(this, ({ calls }) => calls.some(isIncoming));
  readonly #singleKeys = phoneState(this, ({ settings }) => settings.singleKeys);
  readonly #history = phoneState(this, (state) => state.history);
  readonly #isRegistered = phoneState(this, (state) => isRegistered(dialAccount(state)));
  readonly #trouble = phoneState(this, hasDialTrouble);
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
    const rings = this.#rings.value;
    // On a touch screen the focus would bring up a keyboard over the keys.
    if (rings || isTyping() || !window.matchMedia('(pointer: fine)').matches) return;
    this.field.focus();
  }

  protected override render(): TemplateResult {
    const target = readDial(this.text, this.#domain.value);
    const isWrong = target.kind === 'refused';
    return html`<form @submit=${this.#submit} novalidate>
      <h1 class="unseen">${msg('Phone')}</h1>
      <div class="field">
        <label for="target">${msg('Name, number or SIP address')}</label>
        <div class="with-button">${this.#input(target)} ${this.#backspace()}</div>
      </div>
      <p class="read normal ${isWrong ? 'wrong' : ''}" id="normal" aria-live="polite">
        <bdi>${this.#words(target)}</bdi>
      </p>
      ${target.kind === 'choice' ? this.#choice(target.targets) : nothing}
      <bw-dial-pad @tone-pressed=${this.#append} @sign-held=${this.#append}></bw-dial-pad>
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

  #words(target: DialReading): string {
    if (target.kind === 'empty') return this.text === '' ? this.#lastWords() : dialWords({ kind: 'nothing' });
    const own = this.#own.value;
    const isOwn = target.kind === 'target' && own !== undefined && target.uri === addressOfRecord(own);
    return isOwn ? `${dialWords(target)}. ${ownNumberWords()}` : dialWords(target);
  }

  /** Nothing is dialled before the person has said which. */
  #choice(targets: readonly DialTarget[]): TemplateResult {
    return html`<div class="choice" role="group" aria-labelledby="normal">
      ${targets.map(
        (target) =>
          html`<button
            type="button"
            class="button"
            @click=${() => void this.#domain.phone.calls.do({ kind: 'dial', called: target })}
          >
            <bdi>${choiceWords(target)}</bdi>
          </button>`,
      )}
    </div>`;
  }

  #input(target: DialReading): TemplateResult {
    return targetInput({
      text: this.text,
      isWrong: target.kind === 'refused',
      words: 'normal',
      edited: this.#edited,
      pasted: this.#pasted,
    });
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
    const cannot = this.#cannot.value;
    if (cannot !== '') return html`<p class="small muted note" id="note">${cannot}</p>`;
    if (this.#isRegistered.value || this.#trouble.value) return nothing;
    return html`<p class="small muted note" id="note">
      ${msg('Not registered yet, so a call may not get through.')}
    </p>`;
  }

  #lastWords(): string {
    return this.#lastDialled() === undefined ? '' : msg('Call brings back the last number you dialled.');
  }

  #lastDialled(): string | undefined {
    const last = this.#history.value.find((entry) => entry.direction === 'outgoing');
    if (last === undefined) return undefined;
    const target = readDial(partyTarget(last.remote), this.#domain.value);
    return target.kind === 'target' ? target.shown : partyTarget(last.remote);
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const target = readDial(this.text, this.#domain.value);
    if (target.kind === 'target') {
      void this.#domain.phone.calls.do({ kind: 'dial', called: this.text });
      return;
    }
    if (this.text === '') this.text = this.#lastDialled() ?? '';
    const choice = this.renderRoot.querySelector<HTMLElement>('.choice button');
    (choice ?? this.field).focus();
  };

  /** A field of one line would glue lines and cells together: a bar keeps them apart, in sight. */
  readonly #pasted = (event: ClipboardEvent): void => {
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    const cells = pasted.split(/[\n\r\t\v\f\u0085\u2028\u2029]/u).map((cell) => cell.trim());
    const parts = cells.filter((cell) => cell !== '');
    if (parts.length < 2) return;
    event.preventDefault();
    const { selectionStart, selectionEnd, value } = this.field;
    const start = selectionStart ?? value.length;
    this.field.setRangeText(parts.join(' | '), start, selectionEnd ?? start, 'end');
    this.text = this.field.value;
  };

  readonly #edited = (): void => {
    this.text = this.field.value;
  };

  readonly #append = (event: CustomEvent<string>): void => {
    this.text += event.detail;
  };

  readonly #typeAnywhere = (event: KeyboardEvent): void => {
    if (!this.#singleKeys.value || this.#rings.value) return;
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
