// Keys of the call that are still to be sent: shown, with one button to stop them and one to send those that wait for the person.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { pendingKeysWords, sendWords } from '../../i18n/key-words.ts';
import {
  isHeldHere,
  isLive,
  type Call,
  type EstablishedCall,
  type PendingCall,
} from '../../sip/call-state.ts';
import type { PendingKeys } from '../../sip/dtmf.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { phoneState } from '../store-controller.ts';

const isOnHold = (call: PendingCall | EstablishedCall): boolean =>
  call.phase === 'established' && isHeldHere(call.hold);

@customElement('bw-pending-keys')
export class BwPendingKeys extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
      }
      .keys {
        flex: 1 1 8em;
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      .send {
        flex: 1 1 8em;
        min-inline-size: 0;
      }
      .send bdi {
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) call: Call | undefined;
  readonly #phone = phoneState(this, () => undefined);

  protected override render(): TemplateResult | typeof nothing {
    const { call } = this;
    if (!isLive(call) || call.keys === undefined) return nothing;
    const isAnswered = call.phase === 'established';
    return html`<div class="row" role="group" aria-label=${msg('Keys that are left to send')}>
      ${call.keys.phase === 'waiting' ? this.#waiting(call, call.keys) : this.#going(call.keys, isAnswered)}
    </div>`;
  }

  #going(keys: PendingKeys, isAnswered: boolean): TemplateResult {
    return html`<span class="keys"
        ><span class="muted">${pendingKeysWords(keys, isAnswered)}</span>
        <bdi dir="ltr">${keys.keys}</bdi></span
      >
      <button class="button" @click=${this.#stop}>${msg('Stop')}</button>`;
  }

  #waiting(call: PendingCall | EstablishedCall, keys: PendingKeys): TemplateResult {
    const send = (): void => {
      void this.#phone.phone.calls.do({ kind: 'goOnWithKeys', callId: call.id });
    };
    return html`<button
        class="button send"
        ?disabled=${call.phase !== 'established' || isOnHold(call)}
        @click=${send}
      >
        <bdi>${sendWords(keys)}</bdi>
      </button>
      <button class="button bare" @click=${this.#stop}>${msg('Don’t send')}</button>`;
  }

  readonly #stop = (): void => {
    if (this.call !== undefined) void this.#phone.phone.calls.do({ kind: 'stopKeys', callId: this.call.id });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-pending-keys': BwPendingKeys;
  }
}
