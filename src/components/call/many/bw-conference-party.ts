// One party of a conference: who, their own lanes, and what can be done about them alone.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CallCommand } from '../../../phone/commands.ts';
import { isLive, type Call } from '../../../sip/call-state.ts';
import { icon } from '../../shared/all-icons.ts';
import { partyAddress, partyClaim, partyName } from '../../shared/party.ts';
import { baseStyles, buttonStyles } from '../../shared/styles/base-styles.ts';
import { phoneState } from '../../store-controller.ts';
import { callStateOf } from '../call-state-words.ts';
import '../bw-call-timer.ts';
import '../path/bw-call-path.ts';

@customElement('bw-conference-party')
export class BwConferenceParty extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      article {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 6px;
        padding: 10px 12px;
        border: 1px solid var(--line);
        border-radius: var(--round-2);
        background: var(--surface);
      }
      .who {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 12px;
      }
      .name {
        min-inline-size: 0;
        max-inline-size: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .name h2 {
        display: inline;
      }
      .buttons {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto auto;
        gap: 4px 8px;
      }
      .buttons .button {
        padding-inline: 10px;
        font-size: var(--text-1);
      }
      [aria-pressed='true'] {
        border-color: var(--action);
        background: var(--action);
        color: var(--on-action);
      }
      .buttons small {
        display: block;
        font-size: 0.75rem;
        font-weight: 400;
      }
      .end svg {
        color: var(--broken);
      }
    `,
  ];

  @property({ attribute: false }) call: Call | undefined;
  /** Whether the others hear them. */
  @property({ attribute: false }) isHeard = true;
  readonly #phone = phoneState(this, () => undefined);

  protected override render(): TemplateResult | typeof nothing {
    const { call } = this;
    if (!isLive(call)) return nothing;
    const claim = partyClaim(call.remote);
    const address = partyAddress(call.remote);
    return html`<article>
      <div class="who">
        <div class="name">
          ${claim === '' ? nothing : html`<span class="small muted">${claim}</span>`}
          <h2><bdi>${partyName(call.remote)}</bdi></h2>
          ${address === '' ? nothing : html`<span class="small muted" dir="ltr"><bdi>${address}</bdi></span>`}
        </div>
        <p class="small muted">
          ${this.isHeard ? callStateOf(call) : msg('The others don’t hear them')}
          ${
            call.phase === 'established'
              ? html`· <bw-call-timer .sinceMs=${call.answeredAtMs}></bw-call-timer>`
              : nothing
          }
        </p>
      </div>
      <bw-call-path small .call=${call}></bw-call-path>
      ${this.#buttons(call)}
    </article>`;
  }

  #buttons({ id, remote }: Call): TemplateResult {
    const name = partyName(remote);
    const { isHeard } = this;
    const silence = (): void => {
      this.#do({ kind: 'setHeard', callId: id, isHeard: !isHeard });
    };
    const takeOut = (): void => {
      this.#do({ kind: 'leaveConference', callId: id });
    };
    const end = (): void => {
      this.#do({ kind: 'hangUp', callId: id });
    };
    return html`<div class="buttons">
      <button
        class="button"
        aria-pressed=${isHeard ? 'false' : 'true'}
        aria-label=${msg(str`Mute for the others: ${name}`)}
        @click=${silence}
      >
        ${icon(isHeard ? 'speaker' : 'speakerOff')}<span
          >${msg('Mute for the others')}${isHeard ? nothing : html`<small aria-hidden="true">${msg('muted')}</small>`}</span
        >
      </button>
      <button class="button" aria-label=${msg(str`Take out: ${name}`)} @click=${takeOut}>
        ${msg('Take out')}
      </button>
      <button class="button icon end" aria-label=${msg(str`Hang up ${name}`)} @click=${end}>
        ${icon('hangUp')}
      </button>
    </div>`;
  }

  #do(command: CallCommand): void {
    void this.#phone.phone.calls.do(command);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-conference-party': BwConferenceParty;
  }
}
