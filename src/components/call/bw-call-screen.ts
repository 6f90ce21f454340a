// The call screen: who, how long, whether sound flows, and the few things to do. Owns the keys pressed and pasted during a call.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { callWith } from '../../i18n/call-words.ts';
import { conferenceWords } from '../../i18n/many-calls-words.ts';
import { tonesOnHoldWords, tonesRefusedWords } from '../../i18n/key-words.ts';
import { NO_VITALS } from '../../diagnosis/flow.ts';
import type { CallCommand } from '../../phone/commands.ts';
import { readKeys } from '../../sip/dial/read-keys.ts';
import { isTone, isTonePause, type Tone, type TonePause } from '../../sip/dtmf.ts';
import {
  isHeldHere,
  isLive,
  type Call,
  type EstablishedCall,
  type PendingCall,
} from '../../sip/call-state.ts';
import { isUnderWay } from '../../sip/transfer.ts';
import { callOf } from '../../phone/calls/calls-state.ts';
import { inNextFrame, notInNextFrame } from '../frame.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { partyAddress, partyClaim, partyName } from '../shared/party.ts';
import { letterOf } from '../shared/shortcuts.ts';
import { isTyping, isTypingKey } from '../shared/typing.ts';
import { callVitals, phoneState } from '../store-controller.ts';
import { callStateOf } from './call-state-words.ts';
import { callDetail } from './call-detail.ts';
import { callScreenStyles } from './call-screen-styles.ts';
import type { Panel } from './bw-call-controls.ts';
import { areMuted, partiesWith, rowsOf } from './many/call-rows.ts';
import './bw-call-controls.ts';
import './path/bw-call-path.ts';
import './bw-call-timer.ts';
import './many/bw-add-call.ts';
import './many/bw-call-list.ts';
import './many/bw-conference.ts';
import './many/bw-handover.ts';
import './many/bw-talks-unheard.ts';
import './many/bw-transfer-panel.ts';
import './bw-pending-keys.ts';
import './bw-tone-pad.ts';

/** There is room for everything; on a phone what is rarely needed stays folded. */
const WIDE = window.matchMedia('(min-width: 900px)');
/** The details stand in a pane of their own, behind the buttons in the order of the Tab key too. */
const PANES = window.matchMedia('(min-width: 900px) and (min-height: 520px)');

/** Why keys reach nobody now; empty where they do. */
function refusalOf(call: PendingCall | EstablishedCall): string {
  if (call.phase !== 'established') return '';
  if (isHeldHere(call.hold)) return tonesOnHoldWords();
  if (!call.tonesRefused) return '';
  return call.hold === 'remote' ? tonesOnHoldWords() : tonesRefusedWords();
}

const sentIn = (call: PendingCall | EstablishedCall): readonly Tone[] =>
  call.phase === 'established' ? (call.tonesSent ?? []) : [];

@customElement('bw-call-screen')
export class BwCallScreen extends LitElement {
  static override styles = [baseStyles, formStyles, callScreenStyles];

  /** What is open beneath the tiles. */
  @state() private panel: Panel | undefined;
  /** What was pasted and is no keys, to be mended. */
  @state() private draft = '';
  /** Of whom in the conference the figures are, once the person chose somebody. */
  @state() private whose = '';
  /** A key was pressed in vain: that is said, wherever the keypad is. */
  @state() private isPressed = false;
  @property({ attribute: false }) call: Call | undefined;
  readonly #vitals = callVitals(this);
  readonly #state = phoneState(this, (state) => state);

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
    document.addEventListener('paste', this.#onPaste);
    for (const query of [WIDE, PANES]) query.addEventListener('change', this.#onWidth);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
    document.removeEventListener('paste', this.#onPaste);
    for (const query of [WIDE, PANES]) query.removeEventListener('change', this.#onWidth);
    notInNextFrame(this.#takeFocus);
  }

  protected override firstUpdated(): void {
    inNextFrame(this.#takeFocus);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { call } = this;
    if (!isLive(call)) return nothing;
    const parties = partiesWith(this.#state.value, call.id);
    const isJoined = parties.length > 0;
    const name = isJoined ? conferenceWords(parties.length + 1) : callWith(partyName(call.remote));
    return html`<section
      class="call ${this.panel === undefined ? '' : 'keying'} ${this.#handing(call) === undefined ? '' : 'handing'}"
      tabindex="-1"
      aria-label=${name}
      @microphone-wanted=${this.#chooseMicrophone}
    >
      <div class="view">
        ${WIDE.matches ? nothing : this.#list()}
        <div class="main">${isJoined ? this.#conference(call) : this.#single(call)}</div>
        ${PANES.matches ? nothing : this.#detail(call, parties)}
      </div>
      ${this.#controls(call)} ${PANES.matches ? this.#detail(call, parties) : nothing}
    </section>`;
  }

  #detail(call: Call, parties: readonly Call[]): TemplateResult {
    const rated = parties.find(({ id }) => id === this.whose) ?? call;
    const vitals = this.#vitals.phone.vitals.state[rated.id] ?? NO_VITALS;
    const choose = (callId: string): void => {
      this.whose = callId;
    };
    return html`<div class="detail">
      ${WIDE.matches ? this.#list() : nothing}
      ${callDetail({ rated, vitals, parties, isWide: WIDE.matches, choose })}
    </div>`;
  }

  /** Above the path on a phone, beside it on a desk; nothing for one call. */
  #list(): TemplateResult | typeof nothing {
    return rowsOf(this.#state.value).length > 1 ? html`<bw-call-list></bw-call-list>` : nothing;
  }

  #conference(call: PendingCall | EstablishedCall): TemplateResult {
    return html`<div>
      <bw-conference></bw-conference>
      <bw-talks-unheard .call=${call}></bw-talks-unheard>
    </div>`;
  }

  #single(call: PendingCall | EstablishedCall): TemplateResult {
    return html`${this.#who(call)}
      <div class="path">
        <bw-handover .call=${call}></bw-handover>
        <bw-call-path
          ?brief=${this.panel !== undefined}
          ?slim=${this.#handing(call) !== undefined}
          ?transferring=${this.#handing(call) === 'underWay'}
          .call=${call}
        ></bw-call-path>
        <bw-talks-unheard .call=${call}></bw-talks-unheard>
      </div>
      ${this.panel === 'keypad' ? nothing : this.#sentLine(call)}`;
  }

  /** Whether there is a card of a transfer above the path, and whether that is under way. */
  #handing(call: PendingCall | EstablishedCall): 'underWay' | 'told' | undefined {
    const other = callOf(this.#state.value, call.consultsFor);
    const both = [call, other].filter((each) => each?.phase === 'established');
    const transfers = both.map(({ transfer }) => transfer).filter((each) => each !== undefined);
    if (transfers.some(isUnderWay)) return 'underWay';
    return other?.phase === 'established' || transfers.length > 0 ? 'told' : undefined;
  }

  #controls(call: PendingCall | EstablishedCall): TemplateResult {
    return html`<bw-call-controls .call=${call} .panel=${this.panel} @panel-toggled=${this.#togglePanel}>
      <bw-pending-keys slot="above" .call=${call}></bw-pending-keys>
      ${this.#panel(call)}
    </bw-call-controls>`;
  }

  #panel(call: PendingCall | EstablishedCall): TemplateResult | typeof nothing {
    switch (this.panel) {
      case undefined:
        return nothing;
      case 'add':
        return html`<bw-add-call @panel-done=${this.#closePanel}></bw-add-call>`;
      case 'transfer':
        return html`<bw-transfer-panel .call=${call} @panel-done=${this.#closePanel}></bw-transfer-panel>`;
      case 'keypad':
        return html`<bw-tone-pad
          .sent=${sentIn(call)}
          .refusal=${refusalOf(call)}
          .draft=${this.draft}
          @tone-pressed=${this.#pressed}
          @tone-held=${this.#held}
          @keys-entered=${this.#entered}
          @keys-closed=${this.#forgetDraft}
        ></bw-tone-pad>`;
    }
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
    const sent = sentIn(call);
    const refusal = refusalOf(call);
    if (refusal !== '' && this.isPressed) return html`<p class="small sent" role="status">${refusal}</p>`;
    if (sent.length === 0) return nothing;
    return html`<p class="muted small sent" aria-live="polite">
      ${msg('Sent:')} <bdi dir="ltr">${sent.join(' ')}</bdi>
    </p>`;
  }

  #send(tone: Tone, heldMs?: number): void {
    const { call } = this;
    // In a conference nobody could tell whom a key would reach.
    if (call?.phase !== 'established' || this.#parties.length > 0) return;
    this.isPressed = true;
    this.#do({ kind: 'sendTone', callId: call.id, tone, ...(heldMs === undefined ? {} : { heldMs }) });
  }

  /** After the first picture: to focus is to have all of it laid out, half drawn, before the call has its first packet. */
  readonly #takeFocus = (): void => {
    if (!isTyping()) this.renderRoot.querySelector<HTMLElement>('.call')?.focus();
  };

  readonly #onWidth = (): void => {
    this.requestUpdate();
  };

  readonly #pressed = (event: CustomEvent<Tone>): void => {
    this.#send(event.detail);
  };

  readonly #held = ({ detail }: HTMLElementEventMap['tone-held']): void => {
    this.#send(detail.tone, detail.heldMs);
  };

  readonly #entered = (event: CustomEvent<string>): void => {
    this.#sendKeys(event.detail);
  };

  #sendKeys(keys: string): void {
    this.isPressed = true;
    if (this.call !== undefined) this.#do({ kind: 'sendKeys', callId: this.call.id, keys });
  }

  /** The list of devices may be folded away, or further down. */
  readonly #chooseMicrophone = (): void => {
    const devices = this.renderRoot.querySelector('bw-device-choice');
    const folded = devices?.closest('details');
    if (folded) folded.open = true;
    devices?.focusMicrophone();
  };

  readonly #forgetDraft = (): void => {
    this.draft = '';
  };

  /** Anywhere on the screen: as if the keys had been pressed. What is no keys is shown in the field, and nothing is sent. */
  readonly #onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (event.defaultPrevented || isTyping() || this.call?.phase !== 'established' || text === '') return;
    event.preventDefault();
    const reading = readKeys(text);
    if (reading.kind === 'keys') {
      this.#sendKeys(reading.keys);
      return;
    }
    this.draft = text;
    this.panel = 'keypad';
  };

  readonly #togglePanel = ({ detail }: CustomEvent<Panel>): void => {
    this.panel = this.panel === detail ? undefined : detail;
    this.draft = '';
  };

  /** The focus goes to what opened it, not to nowhere. */
  readonly #closePanel = (): void => {
    const { panel } = this;
    this.panel = undefined;
    if (panel !== undefined) this.renderRoot.querySelector('bw-call-controls')?.focusOpener(panel);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) this.#escape();
    else if (isTypingKey(event) && this.#hearsKeys()) this.#keyPressed(event);
  };

  /** Closes what was opened last. */
  #escape(): void {
    if (this.renderRoot.querySelector('bw-call-controls')?.fold() !== true && this.panel !== undefined)
      this.#closePanel();
  }

  /** Single keys work wherever the focus is, unless the person wants them only on the call itself (WCAG 2.1.4). */
  #hearsKeys(): boolean {
    return this.#state.value.settings.singleKeys || this.matches(':focus-within');
  }

  #keyPressed(event: KeyboardEvent): void {
    const { key } = event;
    const isKey = isTone(key) || isTonePause(key);
    if (isKey) event.preventDefault();
    // Sent as it goes down, and once: of several that overlap, the order of letting go says nothing.
    if (event.repeat) return;
    if (isTone(key)) this.#send(key);
    else if (isTonePause(key)) this.#pause(key);
    else this.#shortcut(letterOf(event));
  }

  #pause(pause: TonePause): void {
    const { call } = this;
    if (call?.phase !== 'established' || this.#parties.length > 0) return;
    this.#do({ kind: 'typePause', callId: call.id, pause });
  }

  #shortcut(key: string): void {
    const { call } = this;
    if (call?.phase !== 'established') return;
    const callId = call.id;
    const parties = this.#parties;
    const meant = parties.length > 0 ? parties : [call];
    const muted = !areMuted(meant);
    if (key === 'm') for (const { id } of meant) this.#do({ kind: 'setMuted', callId: id, muted });
    if (parties.length > 0) return;
    const held = isHeldHere(call.hold);
    if (key === 'h' && !call.holdPending) this.#do({ kind: 'setHold', callId, held: !held });
  }

  get #parties(): readonly Call[] {
    return partiesWith(this.#state.value, this.call?.id);
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
