// An incoming call, over everything and unmistakable. Takes the focus at once, onto itself and onto no button: whatever somebody was
// typing answers and declines nothing, and what they had typed waits behind it.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { vouchWords } from '../../i18n/caller-words.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { icon } from '../shared/all-icons.ts';
import type { Call, PendingCall } from '../../sip/call-state.ts';
import { partyAddress, partyClaim, partyName } from '../shared/party.ts';
import { alsoRingsWords } from '../../i18n/many-calls-words.ts';
import { waitingCalls } from '../../phone/calls/calls-state.ts';
import { accountOf, hasSeveral } from '../../phone/accounts/account-selectors.ts';
import { accountName } from '../shared/account.ts';
import { FocusReturn } from '../shared/focus-return.ts';
import { ANSWER, DECLINE, RingKeys } from '../shared/shortcuts.ts';
import { phoneState } from '../store-controller.ts';
import { microphoneAwaitedHelp, microphoneAwaitedTitle } from '../../i18n/microphone-prompt-words.ts';
import { incomingStyles } from './incoming-styles.ts';

@customElement('bw-incoming-call')
export class BwIncomingCall extends LitElement {
  static override styles = [baseStyles, buttonStyles, incomingStyles];

  @property({ attribute: false }) call: Call | undefined;
  readonly #accounts = phoneState(this, (state) => state);
  readonly #permission = phoneState(this, (state) => state.permission);

  constructor() {
    super();
    new FocusReturn(this);
    new RingKeys(this, {
      answer: () => {
        this.#do('answer');
      },
      decline: () => {
        this.#do('decline');
      },
    });
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('.card')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { call } = this;
    if (call?.phase !== 'ringing') return nothing;
    const name = partyName(call.remote);
    const address = partyAddress(call.remote);
    const answer = (): void => {
      this.#do('answer');
    };
    const decline = (): void => {
      this.#do('decline');
    };
    return html`<div class="cover">
      <div
        class="card"
        role="alertdialog"
        aria-labelledby="what claim who"
        aria-describedby="address to vouched"
        tabindex="-1"
      >
        <p id="what" aria-live="assertive">${this.#what(call)}</p>
        ${call.awaitsMicrophone === true ? this.#microphone() : nothing}
        <div class="who">
          <p id="claim" class="muted">${partyClaim(call.remote)}</p>
          <h1 id="who" aria-live="assertive"><bdi>${name}</bdi></h1>
          <p id="address" class="muted" dir="ltr"><bdi>${address}</bdi></p>
          ${this.#to(call)} ${this.#others()}
          <p id="vouched" class="small muted">${vouchWords(call.remote.claim)}</p>
        </div>
        <div class="rings" aria-hidden="true"><i></i><i></i><span>${icon('person')}</span></div>
        <div class="actions">
          <button class="button tall" aria-keyshortcuts=${DECLINE.name} @click=${decline}>
            ${icon('hangUp')}${msg('Decline')}
          </button>
          <button
            class="button tall primary"
            aria-keyshortcuts=${ANSWER.name}
            ?disabled=${call.answering}
            @click=${answer}
          >
            ${icon('phone')}${msg('Answer')}
          </button>
        </div>
      </div>
    </div>`;
  }

  #do(kind: 'answer' | 'decline'): void {
    const { call } = this;
    if (call?.phase !== 'ringing' || (kind === 'answer' && call.answering)) return;
    void this.#permission.phone.calls.do({ kind, callId: call.id });
  }

  /** Which account it came to, where there are several. */
  #to({ accountId }: PendingCall): TemplateResult | typeof nothing {
    const state = this.#accounts.value;
    const account = accountOf(state, accountId);
    if (account === undefined || !hasSeveral(state)) return nothing;
    return html`<p id="to" class="small">${msg('For your account')} <bdi>${accountName(account)}</bdi></p>`;
  }

  /** More than one rings: the others are offered once this one was answered. */
  #others(): TemplateResult | typeof nothing {
    const words = alsoRingsWords(waitingCalls(this.#accounts.value).length);
    return words === '' ? nothing : html`<p class="small">${words}</p>`;
  }

  /** Nothing goes out before the microphone is there: they still hear it ring. */
  #what({ answering, awaitsMicrophone }: PendingCall): string {
    if (awaitsMicrophone === true) return microphoneAwaitedTitle(this.#permission.value);
    return answering ? msg('Connecting…') : msg('Incoming call');
  }

  #microphone(): TemplateResult {
    const help = microphoneAwaitedHelp(this.#permission.value);
    return html`<p class="small">${help} ${msg('Until then they hear it ring.')}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-incoming-call': BwIncomingCall;
  }
}
