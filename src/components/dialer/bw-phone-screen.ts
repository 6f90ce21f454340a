// The phone: the dialer, or the call in its place, with what helps right now beside it on a wide window.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { dialAccount } from '../../phone/accounts/account-selectors.ts';
import { DEMO_DOMAIN } from '../../i18n/demo-numbers.ts';
import { activeCall, isIncoming } from '../../phone/calls/calls-state.ts';
import { isLive, type Call } from '../../sip/call-state.ts';
import type { FailureCause } from '../../sip/failure-cause.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { hasDialTrouble } from '../shared/bw-registration-trouble.ts';
import { phoneState } from '../store-controller.ts';
import '../call/bw-call-screen.ts';
import '../call/bw-ended-card.ts';
import '../shared/bw-call-ability.ts';
import '../shared/bw-registration-trouble.ts';
import './bw-account-choice.ts';
import './bw-demo-numbers.ts';
import './bw-dialer.ts';
import './bw-recent-calls.ts';

@customElement('bw-phone-screen')
export class BwPhoneScreen extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
      }
      .screen {
        flex: 1;
        display: grid;
        align-content: start;
        gap: 24px;
        padding: 8px 16px 32px;
        min-inline-size: 0;
      }
      .column,
      .help {
        display: grid;
        gap: 24px;
        align-content: start;
        inline-size: 100%;
        max-inline-size: 400px;
        margin-inline: auto;
      }
      bw-call-screen {
        flex: 1;
        min-inline-size: 0;
      }
      .wide {
        display: none;
      }
      @media (max-width: 899px) and (max-height: 760px) {
        .column {
          gap: 12px;
        }
      }
      @media (max-width: 899px) and (max-height: 600px) {
        .screen {
          padding-block-start: 0;
        }
        .column {
          gap: 8px;
        }
      }
      @media (min-width: 900px) {
        .narrow {
          display: none;
        }
        .wide {
          display: block;
        }
        .screen {
          grid-template-columns: 400px minmax(0, 1fr);
          gap: 0;
          padding: 0;
          align-content: stretch;
        }
        .column {
          padding: 40px 32px;
          background: var(--surface);
          border-inline: 1px solid var(--line);
          margin: 0;
        }
        .help {
          max-inline-size: 560px;
          margin: 0;
          padding: 40px clamp(16px, 3vw, 40px);
          gap: 40px;
        }
      }
      @media (min-width: 1400px) {
        .help {
          max-inline-size: 800px;
          margin-inline: auto;
        }
      }
    `,
  ];

  /** A key pressed on the card of the finished call: the beginning of the next number. */
  @state() private typed = '';
  readonly #call = phoneState(this, activeCall);
  readonly #trouble = phoneState(this, hasDialTrouble);
  readonly #account = phoneState(this, dialAccount);
  readonly #isUnable = phoneState(this, (state) => state.ability.kind === 'unable');
  readonly #hasHistory = phoneState(this, (state) => state.history.length > 0);

  protected override willUpdate(): void {
    if (isLive(this.#call.value)) this.typed = '';
  }

  protected override render(): TemplateResult {
    const call = this.#call.value;
    if (isLive(call) && !isIncoming(call)) return html`<bw-call-screen .call=${call}></bw-call-screen>`;
    const ended = call?.phase === 'terminated';
    return html`<div class="screen">
      <div class="column">
        ${this.#isUnable.value ? html`<bw-call-ability brief class="narrow"></bw-call-ability>` : nothing}
        ${this.#trouble.value && !this.#saysSo(call) ? html`<bw-registration-trouble dialling></bw-registration-trouble>` : nothing}
        ${
          ended
            ? html`<bw-ended-card .call=${call} @digit-typed=${this.#dialFurther}></bw-ended-card>`
            : html`<bw-account-choice></bw-account-choice><bw-dialer .typed=${this.typed}></bw-dialer>`
        }
      </div>
      <div class="help">
        ${this.#isUnable.value ? html`<bw-call-ability class="wide"></bw-call-ability>` : nothing}
        ${this.#isUnable.value && !this.#hasHistory.value ? nothing : html`<bw-recent-calls></bw-recent-calls>`}
        ${this.#showsNumbers() ? html`<bw-demo-numbers></bw-demo-numbers>` : nothing}
      </div>
    </div>`;
  }

  /** The card of the finished call names the very cause that keeps the phone from its server: once is enough. */
  #saysSo(call: Call | undefined): boolean {
    return call?.phase === 'terminated' && call.end.cause !== undefined && call.end.cause === this.#cause;
  }

  get #cause(): FailureCause | undefined {
    const registration = this.#account.value?.registration;
    return registration?.phase === 'failed' ? registration.cause : undefined;
  }

  /** Numbers to try are no use where none can be called. */
  #showsNumbers(): boolean {
    return !this.#isUnable.value && this.#account.value?.account.domain === DEMO_DOMAIN;
  }

  readonly #dialFurther = (event: CustomEvent<string>): void => {
    this.typed = event.detail;
    const callId = this.#call.value?.id;
    if (callId !== undefined) void this.#call.phone.calls.do({ kind: 'dismissCall', callId });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-phone-screen': BwPhoneScreen;
  }
}
