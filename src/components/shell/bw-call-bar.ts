// The call in progress, on every screen but its own: who, how long, whether sound flows, mute, back to it, or end it.
// Where a direction stopped it turns red and says what is wrong.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { conferenceWords, otherCallsWords } from '../../i18n/many-calls-words.ts';
import { isIncoming, liveCalls } from '../../phone/calls/calls-state.ts';
import { areMuted, partiesWith } from '../call/many/call-rows.ts';
import { flowWords } from '../../i18n/flow-words.ts';
import { verdictSentence } from '../../i18n/path-words.ts';
import { isLive, type Call, type EstablishedCall, type PendingCall } from '../../sip/call-state.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { callStateOf } from '../call/call-state-words.ts';
import type { Verdict } from '../../diagnosis/verdict.ts';
import { hangUpStyles } from '../call/hang-up-styles.ts';
import { icon } from '../shared/all-icons.ts';
import { partyName } from '../shared/party.ts';
import { pathPicture, type Lane } from '../call/path/path-picture.ts';
import { callVerdict } from '../call/call-verdict.ts';
import { phoneState } from '../store-controller.ts';
import { callBarStyles } from './call-bar-styles.ts';
import '../call/bw-call-timer.ts';

@customElement('bw-call-bar')
export class BwCallBar extends LitElement {
  static override styles = [baseStyles, buttonStyles, hangUpStyles, callBarStyles];

  @property({ attribute: false }) call: Call | undefined;
  readonly #verdict = callVerdict(this);
  readonly #state = phoneState(this, (state) => state);

  protected override render(): TemplateResult | typeof nothing {
    const { call } = this;
    const verdict = this.#verdict.value;
    if (!isLive(call) || verdict === undefined) return nothing;
    return html`<section class=${verdict.gravity} aria-label=${msg('Call in progress')}>
      ${this.#who(call)} ${this.#buttons(call)} ${this.#flow(verdict)}
    </section>`;
  }

  #who(call: EstablishedCall | PendingCall): TemplateResult {
    return html`<div class="who">
      <strong>${this.#name(call)}</strong>
      <span class="small"
        >${callStateOf(call)}
        ${
          call.phase === 'established'
            ? html`· <bw-call-timer .sinceMs=${call.answeredAtMs}></bw-call-timer>`
            : nothing
        }
      </span>
      ${this.#others(call)}
    </div>`;
  }

  /** The calls that the name stands for: one, or all that are joined. */
  #meant(call: EstablishedCall | PendingCall): readonly Call[] {
    const parties = partiesWith(this.#state.value, call.id);
    return parties.length > 0 ? parties : [call];
  }

  #name(call: EstablishedCall | PendingCall): TemplateResult {
    const people = this.#meant(call).length + 1;
    return people > 2 ? html`${conferenceWords(people)}` : html`<bdi>${partyName(call.remote)}</bdi>`;
  }

  #others(call: EstablishedCall | PendingCall): TemplateResult | typeof nothing {
    const talks = liveCalls(this.#state.value).filter((each) => !isIncoming(each));
    const words = otherCallsWords(talks.length - this.#meant(call).length);
    return words === '' ? nothing : html`<span class="small others">${words}</span>`;
  }

  #buttons(call: EstablishedCall | PendingCall): TemplateResult {
    const meant = this.#meant(call);
    const hangUp = (): void => {
      for (const { id } of meant) void this.#verdict.phone.calls.do({ kind: 'hangUp', callId: id });
    };
    return html`<div class="buttons">
      ${call.phase === 'established' ? this.#mute(call) : nothing}
      <a class="button" href="#/phone">${msg('Show')}<span class="unseen"> ${msg('the call')}</span></a>
      <button class="button hang-up wordless" @click=${hangUp}>
        ${icon('hangUp')}<span>${meant.length > 1 ? msg('Hang up for all') : msg('Hang up')}</span>
      </button>
    </div>`;
  }

  #mute(call: EstablishedCall): TemplateResult {
    const muted = areMuted(this.#meant(call));
    const toggle = (): void => {
      for (const { id } of this.#meant(call))
        void this.#verdict.phone.calls.do({ kind: 'setMuted', callId: id, muted: !muted });
    };
    return html`<button
      class="button mute wordless"
      aria-pressed=${muted ? 'true' : 'false'}
      @click=${toggle}
    >
      ${icon(muted ? 'microphoneOff' : 'microphone')}<span>${msg('Mute')}</span>
    </button>`;
  }

  #flow(verdict: Verdict): TemplateResult {
    const { out, back } = pathPicture(verdict);
    return html`<div class="flow">
      <p class="sentence" aria-live="polite">
        ${
          verdict.gravity === 'bad'
            ? html`${icon('warning')}<span>${verdictSentence(verdict)}</span>`
            : nothing
        }
      </p>
      <ul>
        ${this.#lane(msg('You to them'), out, 'out')} ${this.#lane(msg('Them to you'), back, 'back')}
      </ul>
    </div>`;
  }

  #lane(name: string, lane: Lane, direction: 'out' | 'back'): TemplateResult {
    return html`<li data-flow=${lane.flow}>
      ${icon(direction === 'out' ? 'forwards' : 'backwards')}
      <span><span class="name">${name}</span> ${flowWords(lane, direction)}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-call-bar': BwCallBar;
  }
}
