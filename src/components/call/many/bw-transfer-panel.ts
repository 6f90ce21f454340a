// Transfers the other end of a call: to somebody new, at once or after asking them, or to the other end of another call.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Call, EstablishedCall } from '../../../sip/call-state.ts';
import { icon } from '../../shared/all-icons.ts';
import { partyName } from '../../shared/party.ts';
import { baseStyles, buttonStyles } from '../../shared/styles/base-styles.ts';
import { phoneState } from '../../store-controller.ts';
import type { BwTargetField } from './bw-target-field.ts';
import { answeredApart } from './call-rows.ts';
import './bw-target-field.ts';

@customElement('bw-transfer-panel')
export class BwTransferPanel extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      [role='group'],
      .others {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      .ways {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 8em), 1fr));
        gap: 8px;
      }
      .others .button {
        min-inline-size: 0;
      }
      .others bdi {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) call: Call | undefined;
  @query('bw-target-field') private field!: BwTargetField;
  readonly #state = phoneState(this, (state) => state);

  protected override render(): TemplateResult | typeof nothing {
    const { call } = this;
    if (call?.phase !== 'established') return nothing;
    return html`<div role="group" aria-label=${msg('Transfer')}>
      ${this.#others(call)}
      <bw-target-field
        .label=${msg('Hand over to: name, number or SIP address')}
        .call=${call}
        @target-entered=${this.#ask}
      ></bw-target-field>
      <div class="ways">
        <button class="button" aria-describedby="ways" @click=${this.#handOver}>
          ${msg('Transfer now')}
        </button>
        <button class="button primary" aria-describedby="ways" @click=${this.#ask}>
          ${msg('Ask first')}
        </button>
        <button class="button" @click=${this.#done}>${msg('Cancel')}</button>
      </div>
      <p class="small muted" id="ways">
        ${msg('“Ask first” calls them while this call is held; then you hand over, or come back.')}
      </p>
    </div>`;
  }

  /** Who is on another line already can be joined with this one at once. */
  #others(call: EstablishedCall): TemplateResult | typeof nothing {
    const others = answeredApart(this.#state.value).filter(({ id }) => id !== call.id);
    if (others.length === 0) return nothing;
    return html`<div class="others">
      ${others.map((other) => {
        const join = (): void => {
          void this.#state.phone.calls.do({ kind: 'join', callId: call.id, withId: other.id });
          this.#done();
        };
        return html`<button class="button" @click=${join}>
          ${icon('transfer')}<span>${msg('Join them:')}</span><bdi>${partyName(other.remote)}</bdi>
        </button>`;
      })}
    </div>`;
  }

  readonly #handOver = (): void => {
    this.#act('transfer');
  };

  readonly #ask = (): void => {
    this.#act('consult');
  };

  #act(kind: 'transfer' | 'consult'): void {
    const { called } = this.field;
    if (called === undefined || this.call === undefined) {
      this.field.focusField();
      return;
    }
    void this.#state.phone.calls.do({ kind, callId: this.call.id, called });
    this.#done();
  }

  readonly #done = (): void => {
    this.dispatchEvent(new CustomEvent('panel-done'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-transfer-panel': BwTransferPanel;
  }
}
