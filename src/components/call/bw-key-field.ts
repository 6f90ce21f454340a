// A field for several keys of a call, typed or pasted, with pauses. Fires `keys-entered` if the whole text is keys; otherwise
// says which character is none.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { notKeysWords } from '../../i18n/key-words.ts';
import { readKeys } from '../../sip/dial/read-keys.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';

@customElement('bw-key-field')
export class BwKeyField extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    formStyles,
    css`
      form {
        display: grid;
        gap: 4px;
        margin-block-end: 6px;
      }
      .row {
        display: flex;
        gap: 8px;
      }
      .field {
        flex: 1;
        min-inline-size: 0;
      }
      .field input[type='text'] {
        min-block-size: 44px;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  /** What stands in it at first, as it was pasted elsewhere: then it is said at once what is wrong with it. */
  @property() draft = '';
  @state() private problem = '';
  @query('input') private input!: HTMLInputElement;

  protected override firstUpdated(): void {
    this.input.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('draft') && this.draft !== '') this.problem = notKeysWords(readKeys(this.draft));
  }

  protected override render(): TemplateResult {
    return html`<form novalidate @submit=${this.#submit}>
      <div class="row">
        <div class="field">
          <label for="keys" class="unseen">${msg('Keys to send')}</label>
          <input
            id="keys"
            type="text"
            dir="ltr"
            inputmode="tel"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            enterkeyhint="send"
            placeholder="1234,,56#"
            .value=${this.draft}
            aria-invalid=${this.problem === '' ? 'false' : 'true'}
            aria-describedby="problem"
            @input=${this.#edited}
            @keydown=${this.#onKey}
          />
        </div>
        <button class="button primary">${msg('Send')}</button>
      </div>
      <p class="problem" id="problem" role="alert">
        ${this.problem === '' ? nothing : html`<bdi>${this.problem}</bdi>`}
      </p>
    </form>`;
  }

  readonly #edited = (): void => {
    this.problem = '';
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('keys-closed'));
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const reading = readKeys(this.input.value);
    this.problem = notKeysWords(reading);
    if (reading.kind !== 'keys' || reading.keys === '') {
      this.input.focus();
      return;
    }
    this.dispatchEvent(new CustomEvent('keys-entered', { detail: reading.keys }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-key-field': BwKeyField;
  }
  interface HTMLElementEventMap {
    /** Keys as `readKeys` gives them. */
    'keys-entered': CustomEvent<string>;
    'keys-closed': CustomEvent<void>;
  }
}
