// One stop of the path on the network screen: a mark on the line, a name, what is known, and a slot for more beneath.
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { icon, type IconName } from '../shared/all-icons.ts';

export type StopMood = 'good' | 'working' | 'bad' | 'idle';

const SIGNS: Readonly<Record<StopMood, IconName | undefined>> = {
  good: 'check',
  working: undefined,
  bad: 'close',
  idle: undefined,
};

@customElement('bw-network-stop')
export class BwNetworkStop extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .stop {
        display: grid;
        grid-template-columns: 48px minmax(0, 1fr);
        gap: 0 16px;
      }
      .mark {
        position: relative;
        display: grid;
        place-items: center;
        inline-size: 48px;
        block-size: 48px;
        border: 2px solid var(--ink);
        border-radius: 50%;
        background: var(--surface);
      }
      .sign {
        position: absolute;
        inset-block-end: -4px;
        inset-inline-end: -6px;
        display: grid;
        place-items: center;
        inline-size: 22px;
        block-size: 22px;
        border: 2px solid var(--surface);
        border-radius: 50%;
        background: var(--tone);
        color: var(--surface);
      }
      .sign svg {
        inline-size: 12px;
        block-size: 12px;
        stroke-width: 4;
      }
      .good {
        --tone: var(--flowing);
      }
      .working {
        --tone: var(--repairing);
      }
      .bad {
        --tone: var(--broken);
      }
      .idle {
        --tone: var(--quiet);
      }
      .words {
        padding-block: 2px 24px;
      }
      .state {
        color: var(--tone);
        font-weight: 600;
      }
      .idle .state {
        color: var(--muted);
        font-weight: 400;
      }
      .line {
        grid-row: 1 / 3;
        grid-column: 1;
        display: grid;
        grid-template-rows: auto 1fr;
        justify-items: center;
      }
      .line::after {
        content: '';
        inline-size: 6px;
        border-inline: 2px solid var(--edge);
      }
      :host([last]) .line::after {
        content: none;
      }
      :host([last]) .words {
        padding-block-end: 0;
      }
    `,
  ];

  @property() name = '';
  /** What is known of it, in words. */
  @property() words = '';
  @property() mood: StopMood = 'idle';
  @property({ attribute: false }) glyph: IconName = 'network';
  /** The line ends here. */
  @property({ type: Boolean, reflect: true }) last = false;

  protected override render(): TemplateResult {
    const sign = SIGNS[this.mood];
    return html`<div class="stop ${this.mood}">
      <div class="line" aria-hidden="true">
        <span class="mark"
          >${icon(this.glyph)}${sign ? html`<span class="sign">${icon(sign)}</span>` : ''}</span
        >
      </div>
      <div class="words">
        <h2>${this.name}</h2>
        <p class="state">${this.words}</p>
        <slot></slot>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-network-stop': BwNetworkStop;
  }
}
