// An incoming call while the person is in another call: shown on every screen, without taking the focus from what they do.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { vouchWords } from '../../../i18n/caller-words.ts';
import { accountOf, hasSeveral } from '../../../phone/accounts/account-selectors.ts';
import { activeCall, isIncoming, waitingCalls, type LiveState } from '../../../phone/calls/calls-state.ts';
import { accountName } from '../../shared/account.ts';
import { icon } from '../../shared/all-icons.ts';
import { partyAddress, partyClaim, partyName } from '../../shared/party.ts';
import { baseStyles, buttonStyles } from '../../shared/styles/base-styles.ts';
import { phoneState } from '../../store-controller.ts';
import { waitingStyles } from './waiting-styles.ts';

@customElement('bw-waiting-call')
export class BwWaitingCall extends LitElement {
  static override styles = [baseStyles, buttonStyles, waitingStyles];

  readonly #state = phoneState(this, (state) => state);

  protected override render(): TemplateResult {
    const state = this.#state.value;
    // While nobody was answered yet, the card of who rang first covers the window.
    const waiting = isIncoming(activeCall(state)) ? [] : waitingCalls(state);
    return html`<section aria-label=${waiting.length === 0 ? nothing : msg('Waiting calls')}>
      <ul>
        ${repeat(
          waiting,
          ({ id }) => id,
          (call) => html`<li>${this.#who(call)} ${this.#buttons(call)}</li>`,
        )}
      </ul>
      <p class="unseen" aria-live="assertive">${waiting.map((call) => this.#said(call)).join(' ')}</p>
    </section>`;
  }

  /** One sentence for the ear. */
  #said({ remote }: LiveState): string {
    const claim = partyClaim(remote);
    const name = claim === '' ? partyName(remote) : `${claim} ${partyName(remote)}`;
    return `${msg('Another call is waiting:')} ${name}.`;
  }

  #who(call: LiveState): TemplateResult {
    const { remote, id } = call;
    const claim = partyClaim(remote);
    const address = partyAddress(remote);
    return html`<div class="who" id="who-${id}">
      <p class="small what">${icon('incoming')}<span>${msg('Another call')}</span></p>
      <p class="name">
        ${claim === '' ? nothing : html`<span class="small claim">${claim}</span>`}
        <strong><bdi>${partyName(remote)}</bdi></strong>
      </p>
      ${address === '' ? nothing : html`<p class="small address" dir="ltr"><bdi>${address}</bdi></p>`}
      ${this.#to(call)}
      ${remote.claim === undefined ? nothing : html`<p class="small">${vouchWords(remote.claim)}</p>`}
    </div>`;
  }

  /** Which account it came to, where there are several. */
  #to({ accountId }: LiveState): TemplateResult | typeof nothing {
    const state = this.#state.value;
    const account = accountOf(state, accountId);
    if (account === undefined || !hasSeveral(state)) return nothing;
    return html`<p class="small">${msg('For your account')} <bdi>${accountName(account)}</bdi></p>`;
  }

  #buttons(call: LiveState): TemplateResult {
    const { id } = call;
    const isAnswering = call.phase !== 'established' && call.answering;
    const { calls } = this.#state.phone;
    const answer = (present: 'hold' | 'end') => (): void =>
      void calls.do({ kind: 'answer', callId: id, present });
    const decline = (): void => void calls.do({ kind: 'decline', callId: id });
    const who = `who-${id}`;
    // What was not answered yet can't be held.
    const active = activeCall(this.#state.value);
    const canHold = active?.phase === 'established';
    const inConference = this.#state.value.conference.some(({ callId }) => callId === active?.id);
    return html`<div class="buttons">
      ${
        canHold
          ? html`<button
              class="button primary"
              aria-describedby=${who}
              ?disabled=${isAnswering}
              @click=${answer('hold')}
            >
              ${msg('Hold and answer')}
            </button>`
          : nothing
      }
      <button class="button" aria-describedby=${who} ?disabled=${isAnswering} @click=${answer('end')}>
        ${inConference ? msg('End all and answer') : msg('End and answer')}
      </button>
      <button class="button" aria-describedby=${who} @click=${decline}>${msg('Decline')}</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-waiting-call': BwWaitingCall;
  }
}
