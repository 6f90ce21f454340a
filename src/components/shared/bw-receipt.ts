// The path of a finished call, small: two lanes between two ends, whole, silent, broken or not measured, and the words.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { receiptSentence, receiptWords } from '../../i18n/flow-words.ts';
import type { FlowReceipt } from '../../phone/history.ts';
import { baseStyles } from './styles/base-styles.ts';

const DASHES: Readonly<Record<FlowReceipt, string>> = {
  flowed: 'none',
  silent: '0.1 5',
  lost: '26 26',
  unconfirmed: '6 6',
  broken: '22 14 22',
  unknown: '0.1 8',
};

@customElement('bw-receipt')
export class BwReceipt extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: inline-block;
      }
      :host([full]) {
        display: block;
        padding: 16px;
        border: 1px solid var(--line);
        border-radius: var(--round-2);
      }
      svg {
        inline-size: 84px;
        block-size: 24px;
      }
      :host([full]) svg {
        inline-size: 168px;
        block-size: 48px;
        margin-block-end: 8px;
      }
      :host(:dir(rtl)) svg {
        transform: scaleX(-1);
      }
      path {
        fill: none;
        stroke: var(--tone);
        stroke-width: 2.5;
        stroke-linecap: round;
      }
      circle {
        fill: var(--ink);
      }
      .flowed {
        --tone: var(--flowing);
      }
      .silent,
      .unknown {
        --tone: var(--quiet);
      }
      .unconfirmed {
        --tone: var(--repairing, var(--quiet));
      }
      .lost,
      .broken {
        --tone: var(--broken);
      }
      li {
        display: flex;
        justify-content: space-between;
        gap: 12px;
        font-size: var(--text-1);
        line-height: 1.6;
      }
      li span:last-child {
        color: var(--tone);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) youToThem: FlowReceipt = 'unknown';
  @property({ attribute: false }) themToYou: FlowReceipt = 'unknown';
  /** Drawn larger, with the words visible. */
  @property({ type: Boolean, reflect: true }) full = false;

  protected override render(): TemplateResult {
    const words = receiptSentence(this.youToThem, this.themToYou);
    return html`<svg viewBox="0 0 84 24" role="img" aria-label=${words}>
        <circle cx="7" cy="12" r="4.5" />
        <circle cx="77" cy="12" r="4.5" />
        ${this.#lane(this.youToThem, 8)} ${this.#lane(this.themToYou, 16)}
      </svg>
      ${this.full ? this.#words() : nothing}`;
  }

  #lane(receipt: FlowReceipt, y: number): SVGTemplateResult {
    const cross =
      receipt === 'broken' || receipt === 'lost' ? svg`<path d="M39 ${y - 3}l6 6m0-6-6 6"/>` : nothing;
    return svg`<g class=${receipt}><path d="M16 ${y}h52" stroke-dasharray=${DASHES[receipt]}/>${cross}</g>`;
  }

  #words(): TemplateResult {
    return html`<ul aria-hidden="true">
      <li class=${this.youToThem}>
        <span>${msg('You to them')}</span><span>${receiptWords(this.youToThem)}</span>
      </li>
      <li class=${this.themToYou}>
        <span>${msg('Them to you')}</span><span>${receiptWords(this.themToYou)}</span>
      </li>
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-receipt': BwReceipt;
  }
}
