// What was dialled behind the number and waits for the answer: in sight, and one press away.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isLive, type Call } from '../../sip/call-state.ts';
import type { AfterAnswer } from '../../sip/dial/dial-reading.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { phoneState } from '../store-controller.ts';

function buttonWords({ kind, keys }: AfterAnswer): string {
  return kind === 'extension' ? msg(str`Send extension ${keys}`) : msg(str`Send ${keys}`);
}

@customElement('bw-tones-after')
export class BwTonesAfter extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      .button {
        inline-size: 100%;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) call: Call | undefined;
  readonly #phone = phoneState(this, () => undefined);

  protected override render(): TemplateResult | typeof nothing {
    const { call } = this;
    if (!isLive(call) || call.after === undefined) return nothing;
    const send = (): void => {
      void this.#phone.phone.calls.do({ kind: 'sendTonesAfter', callId: call.id });
    };
    return html`<button class="button" ?disabled=${call.phase !== 'established'} @click=${send}>
      <bdi>${buttonWords(call.after)}</bdi>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-tones-after': BwTonesAfter;
  }
}
