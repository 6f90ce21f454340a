// One call in the list: who, its state, how long, whether sound flows. Pressing it switches to this call; the button beside it
// hangs up.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isLive, type Call } from '../../../sip/call-state.ts';
import { icon } from '../../shared/all-icons.ts';
import { partyName } from '../../shared/party.ts';
import { baseStyles, buttonStyles } from '../../shared/styles/base-styles.ts';
import { callVerdict } from '../call-verdict.ts';
import { callStateOf } from '../call-state-words.ts';
import { pathPicture } from '../path/path-picture.ts';
import { callLineStyles } from './call-line-styles.ts';
import { flowSign, flowSignStyles } from './flow-sign.ts';
import '../bw-call-timer.ts';

@customElement('bw-call-line')
export class BwCallLine extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    callLineStyles,
    flowSignStyles,
    css`
      .end svg {
        color: var(--broken);
      }
    `,
  ];

  @property({ attribute: false }) call: Call | undefined;
  /** The person is with this one. */
  @property({ type: Boolean }) active = false;
  readonly #verdict = callVerdict(this);

  protected override render(): TemplateResult | typeof nothing {
    const { call, active } = this;
    const verdict = this.#verdict.value;
    if (!isLive(call) || verdict === undefined) return nothing;
    const name = partyName(call.remote);
    const { calls } = this.#verdict.phone;
    const choose = (): void => {
      if (!active) void calls.do({ kind: 'switchTo', callId: call.id });
    };
    const end = (): void => void calls.do({ kind: 'hangUp', callId: call.id });
    return html`<div class="line">
      <button class="button bare go" aria-current=${active ? 'true' : 'false'} @click=${choose}>
        <span class="words">
          <strong><bdi>${name}</bdi></strong>
          <span class="small">
            ${callStateOf(call)}
            ${
              call.phase === 'established'
                ? html`· <bw-call-timer .sinceMs=${call.answeredAtMs}></bw-call-timer>`
                : nothing
            }
          </span>
        </span>
        <span class="sign">${flowSign(pathPicture(verdict))}</span>
      </button>
      <button class="button bare icon end" aria-label=${msg(str`Hang up ${name}`)} @click=${end}>
        ${icon('hangUp')}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-call-line': BwCallLine;
  }
}
