// The buttons of a call: mute, hold, keypad, and rarer ones. The content that a button opens comes through the slot; what
// comes by itself stands above them, so that none of them moves under the finger. A button
// keeps its name; aria-pressed shows its state. Where there is too little room everything scrolls except Hang up, which always
// stays in view.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CallCommand } from '../../phone/commands.ts';
import {
  isHeldHere,
  isLive,
  type Call,
  type EstablishedCall,
  type PendingCall,
} from '../../sip/call-state.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { icon, type IconName } from '../shared/all-icons.ts';
import { phoneState } from '../store-controller.ts';
import { controlStyles } from './control-styles.ts';
import { hangUpStyles } from './hang-up-styles.ts';
import { answeredApart, areMuted, conferenceParties, partiesWith } from './many/call-rows.ts';

/** What a tile opens beneath the tiles. */
export type Panel = 'keypad' | 'add' | 'transfer';

/** What stands behind More on a small window, by the panel that it opens. */
const RARE: Readonly<Partial<Record<Panel, () => string>>> = {
  add: () => msg('Add call'),
  transfer: () => msg('Transfer'),
};

interface Toggle {
  readonly glyph: IconName;
  readonly name: string;
  /** The state in words, for the eyes; aria-pressed says it to the rest. */
  readonly state: string;
  readonly pressed: boolean;
  readonly disabled: boolean;
  /** True while the far side has not agreed yet. */
  readonly busy: boolean;
  readonly act: () => void;
}

@customElement('bw-call-controls')
export class BwCallControls extends LitElement {
  static override styles = [baseStyles, buttonStyles, hangUpStyles, controlStyles];

  @property({ attribute: false }) panel: Panel | undefined;
  @property({ attribute: false }) call: Call | undefined;
  @state() private moreOpen = false;
  readonly #state = phoneState(this, (state) => state);

  /** Gives the focus back to the button that opened the panel, or to the one that leads to it. */
  focusOpener(panel: Panel): void {
    const opener = this.renderRoot.querySelector<HTMLElement>(`#${panel}`);
    const seen =
      opener?.checkVisibility() === true ? opener : this.renderRoot.querySelector<HTMLElement>('#more');
    seen?.focus();
  }

  /** Closes what More opened; true where that was open. */
  fold(): boolean {
    const wasOpen = this.moreOpen;
    this.moreOpen = false;
    if (wasOpen) this.renderRoot.querySelector<HTMLElement>('#more')?.focus();
    return wasOpen;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { call } = this;
    if (!isLive(call)) return nothing;
    const parties = partiesWith(this.#state.value, call.id);
    const isJoined = parties.length > 0;
    const hangUp = (): void => {
      for (const { id } of isJoined ? parties : [call]) this.#do({ kind: 'hangUp', callId: id });
    };
    return html`<div class="tools">
        <slot name="above"></slot>
        ${isJoined ? this.#joinedTiles(call, parties) : this.#tiles(call)}
        <slot></slot>
      </div>
      <button class="button tall hang-up" @click=${hangUp}>
        ${icon('hangUp')}${isJoined ? msg('Hang up for all') : msg('Hang up')}
      </button>`;
  }

  #tiles(call: PendingCall | EstablishedCall): TemplateResult {
    const isTalking = call.phase === 'established';
    const rare = [
      this.#opener('add', 'add', msg('Add call'), !isTalking),
      this.#opener('transfer', 'transfer', msg('Transfer'), !isTalking),
      ...this.#confer(call),
    ];
    return html`<div class="tiles first" data-count="4">
        ${this.#toggle(this.#mute(call, [call]))} ${this.#toggle(this.#hold(call))}
        ${this.#opener('keypad', 'keypad', msg('Keypad'), !isTalking)} ${this.#more()}
      </div>
      <div class="tiles ${this.moreOpen ? '' : 'folded'}" id="rare" data-count=${rare.length}>${rare}</div>`;
  }

  /** In a conference what is done is done to all; each party has its own buttons. */
  #joinedTiles(
    call: PendingCall | EstablishedCall,
    parties: readonly (PendingCall | EstablishedCall)[],
  ): TemplateResult {
    const tiles = [
      this.#toggle(this.#mute(call, parties)),
      this.#opener('add', 'add', msg('Add call'), false),
      ...this.#confer(call),
      ...this.#leave(parties),
    ];
    return html`<div class="tiles first" data-count=${tiles.length}>${tiles}</div>`;
  }

  /** Two go on without us; more than two hear each other only through this device. */
  #leave([one, other, third]: readonly Call[]): readonly TemplateResult[] {
    if (one === undefined || other === undefined || third !== undefined) return [];
    const leave = (): void => {
      this.#do({ kind: 'join', callId: one.id, withId: other.id });
    };
    return [this.#action('transfer', msg('Leave, they go on'), leave)];
  }

  /** All that were answered come together; those that are joined already stay so. */
  #confer(call: Call): readonly TemplateResult[] {
    const state = this.#state.value;
    const joined = conferenceParties(state);
    const isJoined = joined.some(({ id }) => id === call.id);
    // Whoever is with another call than the conference takes that one in.
    const apart = joined.length === 0 || isJoined ? answeredApart(state) : [call];
    if (call.phase !== 'established' || apart.length + joined.length < 2 || apart.length === 0) return [];
    const callIds = [...joined, ...apart].map(({ id }) => id);
    const confer = (): void => {
      this.moreOpen = false;
      this.#do({ kind: 'confer', callIds });
    };
    if (joined.length === 0) return [this.#action('people', msg('Conference'), confer)];
    return [this.#action('people', isJoined ? msg('Join all') : msg('Add to conference'), confer)];
  }

  #mute(call: PendingCall | EstablishedCall, parties: readonly Call[]): Toggle {
    const pressed = areMuted(parties);
    const act = (): void => {
      for (const { id } of parties) this.#do({ kind: 'setMuted', callId: id, muted: !pressed });
    };
    const disabled = call.phase !== 'established';
    const glyph = pressed ? 'microphoneOff' : 'microphone';
    const words = pressed ? msg('muted') : '';
    return { glyph, name: msg('Mute'), state: words, pressed, disabled, busy: false, act };
  }

  #hold(call: PendingCall | EstablishedCall): Toggle {
    const talking = call.phase === 'established';
    const pressed = talking && isHeldHere(call.hold);
    const busy = talking && call.holdPending;
    const act = (): void => {
      if (!busy) this.#do({ kind: 'setHold', callId: call.id, held: !pressed });
    };
    const words = busy ? msg('asking…') : pressed ? msg('on hold') : '';
    return { glyph: 'pause', name: msg('Hold'), state: words, pressed, disabled: !talking, busy, act };
  }

  #toggle({ glyph, name, state: words, pressed, disabled, busy, act }: Toggle): TemplateResult {
    return html`<button
      class="button tile"
      aria-pressed=${pressed ? 'true' : 'false'}
      aria-busy=${busy ? 'true' : 'false'}
      ?disabled=${disabled}
      @click=${act}
    >
      ${icon(glyph)}<span>${name}</span>
      ${words === '' ? nothing : html`<span class="state" aria-hidden="true">${words}</span>`}
    </button>`;
  }

  #action(glyph: IconName, name: string, act: () => void): TemplateResult {
    return html`<button class="button tile" @click=${act}>${icon(glyph)}${name}</button>`;
  }

  #opener(panel: Panel, glyph: IconName, name: string, disabled: boolean): TemplateResult {
    const toggle = (): void => {
      this.moreOpen = false;
      this.dispatchEvent(new CustomEvent('panel-toggled', { detail: panel }));
    };
    return html`<button
      id=${panel}
      class="button tile"
      aria-expanded=${this.panel === panel ? 'true' : 'false'}
      ?disabled=${disabled}
      @click=${toggle}
    >
      ${icon(glyph)}${name}
    </button>`;
  }

  #more(): TemplateResult {
    const toggle = (): void => {
      this.moreOpen = !this.moreOpen;
    };
    const open = this.moreOpen ? undefined : RARE[this.panel ?? 'keypad']?.();
    return html`<button
      id="more"
      class="button tile ${open === undefined ? '' : 'marked'}"
      aria-expanded=${this.moreOpen ? 'true' : 'false'}
      aria-controls="rare"
      @click=${toggle}
    >
      ${icon('dots')}<span>${msg('More')}</span>
      ${open === undefined ? nothing : html`<span class="state">${open}</span>`}
    </button>`;
  }

  #do(command: CallCommand): void {
    void this.#state.phone.calls.do(command);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-call-controls': BwCallControls;
  }
  interface HTMLElementEventMap {
    /** A panel is to be opened, or closed where it is open. */
    'panel-toggled': CustomEvent<Panel>;
  }
}
