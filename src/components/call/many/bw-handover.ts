// The transfer of a call, shown on that call: that the person is asking somebody first, that the transfer is under way, or how it
// ended.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { consultationWords } from '../../../i18n/many-calls-words.ts';
import { plainText } from '../../../i18n/plain-text.ts';
import { backToWords, transferWords } from '../../../i18n/transfer-words.ts';
import { callOf } from '../../../phone/calls/calls-state.ts';
import type { CallCommand } from '../../../phone/commands.ts';
import { isLive, type Call, type EstablishedCall } from '../../../sip/call-state.ts';
import { isUnderWay, type Transfer } from '../../../sip/transfer.ts';
import { icon, type IconName } from '../../shared/all-icons.ts';
import { partyName } from '../../shared/party.ts';
import { baseStyles, buttonStyles } from '../../shared/styles/base-styles.ts';
import { phoneState } from '../../store-controller.ts';

const SIGNS: Readonly<Record<Transfer['kind'], readonly [tone: string, glyph: IconName]>> = {
  asked: ['working', 'transfer'],
  accepted: ['working', 'transfer'],
  progress: ['working', 'transfer'],
  done: ['', 'check'],
  failed: ['bad', 'warning'],
  unknown: ['working', 'warning'],
};

@customElement('bw-handover')
export class BwHandover extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      .card {
        --tone: var(--flowing);
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 8px 12px;
        margin-block-end: 8px;
        padding: 8px 12px;
        border: 1px solid var(--line);
        border-radius: var(--round-2);
        background: var(--surface);
      }
      .card > svg {
        color: var(--tone);
      }
      .working {
        --tone: var(--repairing);
      }
      .bad {
        --tone: var(--broken);
      }
      p {
        overflow-wrap: anywhere;
      }
      .card > .icon {
        align-self: start;
        margin: -4px -8px -4px 0;
      }
      /* As wide as their words: a name that is too long for its half has a row of its own. */
      .buttons {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .buttons .button {
        flex: 1 1 auto;
        min-inline-size: 0;
        max-inline-size: 100%;
        padding-inline: 12px;
      }
      .buttons span {
        flex: none;
      }
      .buttons bdi {
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) call: Call | undefined;
  /** The call whose other end the person has just handed over: both are put on hold before anybody is asked. */
  @state() private pressed = '';
  readonly #state = phoneState(this, (state) => state);

  protected override render(): TemplateResult | typeof nothing {
    const { call } = this;
    if (!isLive(call)) return nothing;
    const transfer = call.phase === 'established' ? call.transfer : undefined;
    return html`<div aria-live="polite">${this.#consultation(call)}</div>
      <div aria-live="polite">
        ${call.phase === 'established' && transfer !== undefined ? this.#transfer(call, transfer) : nothing}
      </div>`;
  }

  #consultation(call: Call): TemplateResult | typeof nothing {
    const other = callOf(this.#state.value, call.consultsFor);
    if (other?.phase !== 'established') return nothing;
    const { transfer } = other;
    if (transfer !== undefined && isUnderWay(transfer)) return this.#transfer(other, transfer);
    return html`${transfer === undefined ? nothing : this.#transfer(other, transfer)}${this.#asking(call, other)}`;
  }

  #asking(call: Call, other: EstablishedCall): TemplateResult {
    const [asked, held] = [partyName(call.remote), partyName(other.remote)];
    const back = (): void => {
      this.#do({ kind: 'hangUp', callId: call.id });
    };
    return html`<div class="card">
      ${icon('transfer')}
      <p>${consultationWords(asked, held)}</p>
      <div class="buttons">
        <button class="button" @click=${back}><span>${msg('Back to')}</span><bdi>${held}</bdi></button>
        ${call.phase === 'established' ? this.#handOver(call, other) : nothing}
      </div>
    </div>`;
  }

  #handOver(call: EstablishedCall, other: EstablishedCall): TemplateResult {
    const isBusy = this.pressed === other.id && (call.holdPending || other.holdPending);
    const handOver = (): void => {
      if (isBusy) return;
      this.pressed = other.id;
      this.#do({ kind: 'join', callId: other.id, withId: call.id });
    };
    return html`<button
      class="button primary"
      aria-busy=${isBusy ? 'true' : 'false'}
      aria-disabled=${isBusy ? 'true' : 'false'}
      @click=${handOver}
    >
      ${isBusy ? msg('Handing over…') : msg('Hand over')}
    </button>`;
  }

  #transfer(call: EstablishedCall, transfer: Transfer): TemplateResult {
    const name = partyName(call.remote);
    const to = transfer.to === undefined ? '' : partyName(transfer.to);
    const [tone, glyph] = SIGNS[transfer.kind];
    const isOver = transfer.kind === 'failed' || transfer.kind === 'unknown';
    const dismiss = (): void => {
      this.#do({ kind: 'dismissTransfer', callId: call.id });
    };
    return html`<div class="card ${tone}">
      ${icon(glyph)}
      <div>
        <p>${transferWords(transfer, { name, to })}</p>
        ${
          transfer.kind === 'failed'
            ? html`<p>${backToWords(call.hold, name)}</p>
                ${this.#code(transfer)}`
            : nothing
        }
      </div>
      ${
        isOver
          ? html`<button class="button bare icon" aria-label=${msg('Dismiss')} @click=${dismiss}>
              ${icon('close')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #code({
    statusCode,
    reasonPhrase,
  }: Extract<Transfer, { kind: 'failed' }>): TemplateResult | typeof nothing {
    if (statusCode === undefined) return nothing;
    return html`<p class="small muted">
      <bdi>SIP ${String(statusCode)} ${plainText(reasonPhrase ?? '').slice(0, 120)}</bdi>
    </p>`;
  }

  #do(command: CallCommand): void {
    void this.#state.phone.calls.do(command);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-handover': BwHandover;
  }
}
