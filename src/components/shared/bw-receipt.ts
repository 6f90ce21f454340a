// The path of a finished call, small: two lanes between two ends, whole, silent, broken or not measured, and the words.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { receiptSentence, receiptWords, type ReceiptKey, type SoundFacts } from '../../i18n/flow-words.ts';
import { baseStyles } from './styles/base-styles.ts';

/** The dashes of a lane, and what they are counted in: undefined where in drawing units. */
const DASHES: Readonly<Record<ReceiptKey, readonly [string, number | undefined]>> = {
  flowed: ['none', undefined],
  choppy: ['14 3', undefined],
  silent: ['0.1 5', undefined],
  lost: ['44 200', 100],
  unconfirmed: ['6 6', undefined],
  broken: ['42 16 42', 100],
  unknown: ['0.1 8', undefined],
};

/** Width of the drawing: in a list, and with the words beneath it. */
const SMALL = 84;
const FULL = 300;

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
        inline-size: 100%;
        block-size: auto;
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
      .choppy,
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
        font-size: var(--text-2);
        line-height: 1.6;
      }
      li span:last-child {
        color: var(--tone);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) sound: SoundFacts = { youToThem: 'unknown', themToYou: 'unknown' };
  /** Drawn larger, with the words visible. */
  @property({ type: Boolean, reflect: true }) full = false;

  protected override render(): TemplateResult {
    const words = receiptSentence(this.sound);
    const width = this.full ? FULL : SMALL;
    return html`<svg viewBox="0 0 ${width} 24" role="img" aria-label=${words}>
        <circle cx="7" cy="12" r="4.5" />
        <circle cx=${width - 7} cy="12" r="4.5" />
        ${this.#lane(this.sound.youToThem, 8, `M16 8H${width - 16}`)}
        ${this.#lane(this.sound.themToYou, 16, `M${width - 16} 16H16`)}
      </svg>
      ${this.full ? this.#words() : nothing}`;
  }

  /** One lane, drawn the way the sound went: where it was lost, the rest of the way stays empty. */
  #lane(receipt: ReceiptKey, y: number, way: string): SVGTemplateResult {
    const middle = (this.full ? FULL : SMALL) / 2;
    const cross =
      receipt === 'broken' || receipt === 'lost'
        ? svg`<path d="M${middle - 3} ${y - 3}l6 6m0-6-6 6"/>`
        : nothing;
    const [dashes, length] = DASHES[receipt];
    return svg`<g class=${receipt}><path d=${way} pathLength=${ifDefined(length)} stroke-dasharray=${dashes}/>${cross}</g>`;
  }

  #words(): TemplateResult {
    return html`<ul aria-hidden="true">
      <li class=${this.sound.youToThem}>
        <span>${msg('You to them')}</span><span>${receiptWords(this.sound.youToThem)}</span>
      </li>
      <li class=${this.sound.themToYou}>
        <span>${msg('Them to you')}</span><span>${receiptWords(this.sound.themToYou)}</span>
      </li>
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-receipt': BwReceipt;
  }
}
