// Whether calls can reach this phone, in words, on every screen.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { unableNote } from '../../i18n/call-ability-words.ts';
import { plainText } from '../../i18n/plain-text.ts';
import { registrationWords, type RegistrationWords } from '../../i18n/registration-words.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { phoneState } from '../store-controller.ts';
import '../shared/bw-retry-countdown.ts';

@customElement('bw-registration')
export class BwRegistration extends LitElement {
  static override styles = [
    baseStyles,
    css`
      [role='status'] {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        column-gap: 8px;
        padding: 6px 12px;
        border-radius: var(--round-2);
        background: var(--raised);
        font-size: var(--text-1);
        line-height: 1.3;
      }
      .mark {
        inline-size: 10px;
        block-size: 10px;
        border: 2px solid var(--tone);
        border-radius: 50%;
      }
      .good {
        --tone: var(--flowing);
      }
      .working {
        --tone: var(--repairing);
      }
      .bad {
        --tone: var(--broken);
      }
      .idle {
        --tone: var(--quiet);
      }
      .good .mark {
        background: var(--tone);
      }
      .working .mark {
        border-inline-end-color: transparent;
        animation: turn 1.2s linear infinite;
      }
      .bad .mark {
        border-radius: 0;
        border: 0;
        background:
          linear-gradient(45deg, transparent 42%, var(--tone) 42% 58%, transparent 58%),
          linear-gradient(-45deg, transparent 42%, var(--tone) 42% 58%, transparent 58%);
        inline-size: 12px;
        block-size: 12px;
      }
      strong {
        font-weight: 650;
      }
      .rest {
        grid-column: 2;
        overflow-wrap: anywhere;
        color: var(--muted);
      }
      .identity {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .working .mark {
          animation: none;
        }
      }
    `,
  ];

  readonly #registration = phoneState(this, (state) => state.registration);
  readonly #account = phoneState(this, (state) => state.signedIn?.account);
  readonly #isUnable = phoneState(this, (state) => state.ability.kind === 'unable');

  /** The words, and no claim that calls come through where none can be taken. */
  #words(): RegistrationWords {
    const words = registrationWords(this.#registration.value);
    const isHollow = this.#isUnable.value && words.mood === 'good';
    return isHollow ? { ...words, reason: unableNote(), mood: 'idle' } : words;
  }

  protected override render(): TemplateResult {
    const registration = this.#registration.value;
    const words = this.#words();
    const retryAtMs = 'retryAtMs' in registration ? registration.retryAtMs : undefined;
    const account = this.#account.value;
    const identity =
      registration.phase === 'registered' && account
        ? plainText(account.displayName) || account.username
        : '';
    return html`<div role="status" aria-label=${msg('Registration')} class=${words.mood}>
      <span class="mark" aria-hidden="true"></span><strong>${words.title}</strong>
      ${
        words.reason === '' && words.code === ''
          ? nothing
          : html`<span class="rest"
              >${words.reason}
              ${words.code === '' ? nothing : html`<small>(<bdi>${words.code}</bdi>)</small>`}</span
            >`
      }
      ${
        retryAtMs === undefined
          ? nothing
          : html`<span class="rest"><bw-retry-countdown .untilMs=${retryAtMs}></bw-retry-countdown></span>`
      }
      ${identity === '' ? nothing : html`<span class="rest identity"><bdi>${identity}</bdi></span>`}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-registration': BwRegistration;
  }
}
