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
import { ANSWER, DECLINE, RingKeys } from '../../shared/shortcuts.ts';
import { baseStyles, buttonStyles } from '../../shared/styles/base-styles.ts';
import { phoneState } from '../../store-controller.ts';
import { waitingStyles } from './waiting-styles.ts';

const isAnswering = (call: LiveState): boolean => call.phase !== 'established' && call.answering;

@customElement('bw-waiting-call')
export class BwWaitingCall extends LitElement {
  static override styles = [baseStyles, buttonStyles, waitingStyles];

  readonly #state = phoneState(this, (state) => state);

  constructor() {
    super();
    new RingKeys(this, {
      answer: () => {
        this.#first('answer');
      },
      decline: () => {
        this.#first('decline');
      },
    });
  }

  protected override render(): TemplateResult {
    const waiting = this.#waiting;
    return html`<section aria-label=${waiting.length === 0 ? nothing : msg('Waiting calls')}>
      <ul>
        ${repeat(
          waiting,
          ({ id }) => id,
          (call, index) => html`<li>${this.#who(call)} ${this.#buttons(call, index === 0)}</li>`,
        )}
      </ul>
      <p class="unseen" aria-live="assertive">${waiting.map((call) => this.#said(call)).join(' ')}</p>
    </section>`;
  }

  /** While nobody was answered yet, the card of who rang first covers the window. */
  get #waiting(): readonly LiveState[] {
    const state = this.#state.value;
    return isIncoming(activeCall(state)) ? [] : waitingCalls(state);
  }

  /** What was not answered yet can't be held. */
  get #canHold(): boolean {
    return activeCall(this.#state.value)?.phase === 'established';
  }

  /** The keys are for who waits longest. They end no call. */
  #first(kind: 'answer' | 'decline'): void {
    const [call] = this.#waiting;
    if (call === undefined) return;
    const { calls } = this.#state.phone;
    if (kind === 'decline') void calls.do({ kind, callId: call.id });
    else if (this.#canHold && !isAnswering(call)) void calls.do({ kind, callId: call.id, present: 'hold' });
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

  /** `isFirst`: the keys are for this one. */
  #buttons(call: LiveState, isFirst: boolean): TemplateResult {
    const { id } = call;
    const { calls } = this.#state.phone;
    const answer = (present: 'hold' | 'end') => (): void =>
      void calls.do({ kind: 'answer', callId: id, present });
    const decline = (): void => void calls.do({ kind: 'decline', callId: id });
    const who = `who-${id}`;
    const active = activeCall(this.#state.value);
    const inConference = this.#state.value.conference.some(({ callId }) => callId === active?.id);
    return html`<div class="buttons">
      ${
        this.#canHold
          ? html`<button
              class="button primary"
              aria-describedby=${who}
              aria-keyshortcuts=${isFirst ? ANSWER.name : nothing}
              ?disabled=${isAnswering(call)}
              @click=${answer('hold')}
            >
              ${msg('Hold and answer')}
            </button>`
          : nothing
      }
      <button class="button" aria-describedby=${who} ?disabled=${isAnswering(call)} @click=${answer('end')}>
        ${inConference ? msg('End all and answer') : msg('End and answer')}
      </button>
      <button
        class="button"
        aria-describedby=${who}
        aria-keyshortcuts=${isFirst ? DECLINE.name : nothing}
        @click=${decline}
      >
        ${msg('Decline')}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-waiting-call': BwWaitingCall;
  }
}
