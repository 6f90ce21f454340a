// The call screen: who, how long, whether sound flows, and the few things to do. Owns the keys pressed during a call.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { callWith, tonesRefusedWords } from '../../i18n/call-words.ts';
import type { CallVitals } from '../../media/flow.ts';
import type { CallCommand } from '../../phone/commands.ts';
import { isTone, type Tone } from '../../sip/dtmf.ts';
import { isLive, type Call, type EstablishedCall, type PendingCall } from '../../sip/call-state.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { partyAddress, partyClaim, partyName } from '../shared/party.ts';
import { isTyping, isTypingKey } from '../shared/typing.ts';
import { callVitals } from '../store-controller.ts';
import { callStateOf } from './call-state-words.ts';
import { callScreenStyles } from './call-screen-styles.ts';
import '../shared/bw-device-choice.ts';
import './bw-call-controls.ts';
import './bw-call-facts.ts';
import './path/bw-call-path.ts';
import './bw-call-timer.ts';
import './bw-silent-microphone.ts';
import './quality/bw-call-quality.ts';
import './bw-tone-pad.ts';
import './bw-tones-after.ts';

/** There is room for everything; on a phone what is rarely needed stays folded. */
const WIDE = window.matchMedia('(min-width: 900px)');

const areTonesRefused = (call: PendingCall | EstablishedCall): boolean =>
  call.phase === 'established' && call.tonesRefused;

/** Whether either direction was rated at any time of the call. */
const isRated = ({ recent = [] }: CallVitals): boolean =>
  recent.some(({ youToThem, themToYou }) => youToThem !== undefined || themToYou !== undefined);

@customElement('bw-call-screen')
export class BwCallScreen extends LitElement {
  static override styles = [baseStyles, callScreenStyles];

  @state() private keypadOpen = false;
  @state() private sent: readonly Tone[] = [];
  @property({ attribute: false }) call: Call | undefined;
  readonly #vitals = callVitals(this);

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
  }

  protected override firstUpdated(): void {
    if (!isTyping()) this.renderRoot.querySelector<HTMLElement>('.call')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { call } = this;
    if (!isLive(call)) return nothing;
    return html`<section
      class="call ${this.keypadOpen ? 'keying' : ''}"
      tabindex="-1"
      aria-label=${callWith(partyName(call.remote))}
    >
      ${this.#controls(call)}
      <div class="view">
        <div class="main">
          ${this.#who(call)}
          <div class="path">
            <bw-call-path ?brief=${this.keypadOpen} .call=${call}></bw-call-path>
            <bw-silent-microphone .call=${call}></bw-silent-microphone>
          </div>
          ${this.keypadOpen ? nothing : this.#sentLine(call)}
        </div>
        <div class="detail">
          <bw-call-facts .call=${call}></bw-call-facts>
          ${this.#quality(call)}
          <details ?open=${WIDE.matches}>
            <summary>${msg('Sound devices')}</summary>
            <bw-device-choice></bw-device-choice>
          </details>
        </div>
      </div>
    </section>`;
  }

  /** The first in order, for the Tab key; the style sheet puts them below what there is to read. */
  #controls(call: PendingCall | EstablishedCall): TemplateResult {
    return html`<bw-call-controls
      .call=${call}
      .keypadOpen=${this.keypadOpen}
      @keypad-toggled=${this.#toggleKeypad}
    >
      ${
        this.keypadOpen
          ? html`<bw-tone-pad
              .sent=${this.sent}
              .refused=${areTonesRefused(call)}
              @tone-pressed=${this.#pressed}
            ></bw-tone-pad>`
          : nothing
      }
    </bw-call-controls>`;
  }

  /** Nothing stands there before anything is known. */
  #quality(call: Call): TemplateResult | typeof nothing {
    if (!isRated(this.#vitals.value)) return nothing;
    return html`<details ?open=${WIDE.matches}>
      <summary>${msg('Call quality')}</summary>
      <bw-call-quality .call=${call}></bw-call-quality>
    </details>`;
  }

  #who(call: PendingCall | EstablishedCall): TemplateResult {
    const address = partyAddress(call.remote);
    const claim = partyClaim(call.remote);
    return html`<div class="who">
      ${claim === '' ? nothing : html`<p class="small muted">${claim}</p>`}
      <h1><bdi>${partyName(call.remote)}</bdi></h1>
      ${address === '' ? nothing : html`<p class="address" dir="ltr"><bdi>${address}</bdi></p>`}
      <p class="state">
        <span aria-live="polite">${callStateOf(call)}</span>
        ${
          call.phase === 'established'
            ? html`<bw-call-timer .sinceMs=${call.answeredAtMs}></bw-call-timer>`
            : nothing
        }
      </p>
    </div>`;
  }

  #sentLine(call: PendingCall | EstablishedCall): TemplateResult | typeof nothing {
    if (this.sent.length === 0) return nothing;
    if (areTonesRefused(call)) return html`<p class="small sent" role="status">${tonesRefusedWords()}</p>`;
    return html`<p class="muted small sent" aria-live="polite">
      ${msg('Sent:')} <bdi>${this.sent.join(' ')}</bdi>
    </p>`;
  }

  #send(tone: Tone): void {
    const { call } = this;
    if (call?.phase !== 'established') return;
    this.sent = [...this.sent, tone];
    this.#do({ kind: 'sendTone', callId: call.id, tone });
  }

  readonly #pressed = (event: CustomEvent<Tone>): void => {
    this.#send(event.detail);
  };

  readonly #toggleKeypad = (): void => {
    this.keypadOpen = !this.keypadOpen;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.keypadOpen && !event.defaultPrevented) {
      this.keypadOpen = false;
      this.renderRoot.querySelector('bw-call-controls')?.focusKeypadButton();
    } else if (isTypingKey(event) && isTone(event.key)) {
      event.preventDefault();
      this.#send(event.key);
    } else if (isTypingKey(event) && !event.repeat && this.matches(':focus-within')) {
      this.#shortcut(event.key.toLowerCase());
    }
  };

  /** Single letters work only while the focus is on the call (WCAG 2.1.4). */
  #shortcut(key: string): void {
    const { call } = this;
    if (call?.phase !== 'established') return;
    const callId = call.id;
    if (key === 'm') this.#do({ kind: 'setMuted', callId, muted: !call.muted });
    const held = call.hold === 'local' || call.hold === 'both';
    if (key === 'h' && !call.holdPending) this.#do({ kind: 'setHold', callId, held: !held });
  }

  #do(command: CallCommand): void {
    void this.#vitals.phone.calls.do(command);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-call-screen': BwCallScreen;
  }
}
