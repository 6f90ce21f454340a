// The call in progress, on every screen but its own: who, how long, whether sound flows, mute, back to it, or end it.
// Where a direction stopped it turns red and says what is wrong.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { accountOfCall, isRegistered } from '../../phone/accounts/account-selectors.ts';
import { flowWords } from '../../i18n/flow-words.ts';
import { pathSentence } from '../../i18n/path-words.ts';
import { isLive, type Call, type EstablishedCall, type PendingCall } from '../../sip/call-state.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { callStateOf } from '../call/call-state-words.ts';
import { pathPicture, type Lane, type PathPicture } from '../call/path/path-model.ts';
import { hangUpStyles } from '../call/hang-up-styles.ts';
import { icon } from '../shared/all-icons.ts';
import { partyName } from '../shared/party.ts';
import { hasRelay } from '../shared/relay.ts';
import { callVitals, phoneState } from '../store-controller.ts';
import { callBarStyles } from './call-bar-styles.ts';
import '../call/bw-call-timer.ts';

@customElement('bw-call-bar')
export class BwCallBar extends LitElement {
  static override styles = [baseStyles, buttonStyles, hangUpStyles, callBarStyles];

  @property({ attribute: false }) call: Call | undefined;
  readonly #online = phoneState(this, (state) => state.online);
  readonly #registered = phoneState(
    this,
    (state) => isRegistered(accountOfCall(state, this.call)),
    () => this.call?.accountId ?? '',
  );
  readonly #relay = phoneState(
    this,
    (state) => hasRelay(accountOfCall(state, this.call)),
    () => this.call?.accountId ?? '',
  );
  readonly #vitals = callVitals(this);

  protected override render(): TemplateResult | typeof nothing {
    const { call } = this;
    if (!isLive(call)) return nothing;
    const context = {
      online: this.#online.value,
      registered: this.#registered.value,
      relayConfigured: this.#relay.value,
    };
    const picture = pathPicture(call, this.#vitals.value, context);
    return html`<section class=${picture.mood} aria-label=${msg('Call in progress')}>
      ${this.#who(call)} ${this.#buttons(call)} ${this.#flow(picture)}
    </section>`;
  }

  #who(call: EstablishedCall | PendingCall): TemplateResult {
    return html`<div class="who">
      <strong><bdi>${partyName(call.remote)}</bdi></strong>
      <span class="small"
        >${callStateOf(call)}
        ${
          call.phase === 'established'
            ? html`· <bw-call-timer .sinceMs=${call.answeredAtMs}></bw-call-timer>`
            : nothing
        }</span
      >
    </div>`;
  }

  #buttons(call: EstablishedCall | PendingCall): TemplateResult {
    const hangUp = (): void => void this.#online.phone.calls.do({ kind: 'hangUp', callId: call.id });
    return html`<div class="buttons">
      ${call.phase === 'established' ? this.#mute(call) : nothing}
      <a class="button" href="#/phone">${msg('Show')}<span class="unseen"> ${msg('the call')}</span></a>
      <button class="button hang-up wordless" @click=${hangUp}>
        ${icon('hangUp')}<span>${msg('Hang up')}</span>
      </button>
    </div>`;
  }

  #mute({ id, muted }: EstablishedCall): TemplateResult {
    const toggle = (): void => {
      void this.#online.phone.calls.do({ kind: 'setMuted', callId: id, muted: !muted });
    };
    return html`<button
      class="button mute wordless"
      aria-pressed=${muted ? 'true' : 'false'}
      @click=${toggle}
    >
      ${icon(muted ? 'microphoneOff' : 'microphone')}<span>${msg('Mute')}</span>
    </button>`;
  }

  #flow({ out, back, sentence, mood }: PathPicture): TemplateResult {
    return html`<div class="flow">
      <p class="sentence" aria-live="polite">
        ${mood === 'bad' ? html`${icon('warning')}<span>${pathSentence(sentence)}</span>` : nothing}
      </p>
      <ul>
        ${this.#lane(msg('You to them'), out, 'out')} ${this.#lane(msg('Them to you'), back, 'back')}
      </ul>
    </div>`;
  }

  #lane(name: string, { flow }: Lane, direction: 'out' | 'back'): TemplateResult {
    return html`<li data-flow=${flow}>
      ${icon(direction === 'out' ? 'forwards' : 'backwards')}
      <span><span class="name">${name}</span> ${flowWords(flow, direction)}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-call-bar': BwCallBar;
  }
}
