// The call in progress, on every screen but its own: who, how long, back to it, or end it.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { isLive } from '../../sip/call-state.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { callStateOf } from '../call/call-state-words.ts';
import { hangUpStyles } from '../call/hang-up-styles.ts';
import { icon } from '../shared/icons.ts';
import { partyName } from '../shared/party.ts';
import { phoneState } from '../store-controller.ts';
import '../call/bw-call-timer.ts';

@customElement('bw-call-bar')
export class BwCallBar extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    hangUpStyles,
    css`
      section {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 16px;
        background: var(--surface);
        border-block-start: 1px solid var(--line);
        box-shadow: var(--shadow);
      }
      .who {
        flex: 1;
        min-inline-size: 0;
        display: grid;
      }
      .who > * {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      @media (max-width: 480px) {
        .wordless span {
          position: absolute;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  readonly #call = phoneState(this, (state) => state.call);

  protected override render(): TemplateResult | typeof nothing {
    const call = this.#call.value;
    if (!isLive(call)) return nothing;
    const hangUp = (): void => {
      this.#call.phone.hangUp();
    };
    return html`<section aria-label=${msg('Call in progress')}>
      <div class="who">
        <strong><bdi>${partyName(call.remote)}</bdi></strong>
        <span class="small muted"
          >${callStateOf(call)}
          ${
            call.phase === 'established'
              ? html`· <bw-call-timer .sinceMs=${call.answeredAtMs}></bw-call-timer>`
              : nothing
          }</span
        >
      </div>
      <a class="button" href="#/phone">${msg('Show')}<span class="unseen"> ${msg('the call')}</span></a>
      <button class="button hang-up wordless" @click=${hangUp}>
        ${icon('hangUp')}<span>${msg('Hang up')}</span>
      </button>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-call-bar': BwCallBar;
  }
}
