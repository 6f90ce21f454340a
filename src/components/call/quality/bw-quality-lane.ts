// One direction's quality over the last two minutes, drawn as a line with gaps; its name says the same in a sentence.
import { msg } from '@lit/localize';
import { LitElement, css, html, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { chartWords } from '../../../i18n/quality-words.ts';
import { digestOf, type Direction, type QualityPoint } from '../../../diagnosis/quality/quality-series.ts';
import { rated } from '../../shared/rated.ts';
import { baseStyles } from '../../shared/styles/base-styles.ts';
import { CHART, chartLines, heightOf } from './chart-model.ts';

/** The heights with a line and a number beside them. */
const GUIDES = [4, 3, 2] as const;

@customElement('bw-quality-lane')
export class BwQualityLane extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .chart {
        display: grid;
        grid-template-columns: 1.25em minmax(0, 1fr);
        /* Grows with the text, or its numbers would lie over each other. */
        block-size: max(72px, 4.5rem);
        border-block-end: 1px solid var(--edge);
        direction: ltr;
      }
      .scale {
        position: relative;
        color: var(--muted);
        font-size: var(--text-1);
        line-height: 1;
      }
      .scale span {
        position: absolute;
        transform: translateY(-50%);
      }
      .scale span:nth-child(1) {
        inset-block-start: 16.5%;
      }
      .scale span:nth-child(2) {
        inset-block-start: 43.3%;
      }
      .scale span:nth-child(3) {
        inset-block-start: 70.2%;
      }
      svg {
        inline-size: 100%;
        block-size: 100%;
      }
      path {
        fill: none;
        vector-effect: non-scaling-stroke;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      .guide {
        stroke: var(--line);
        stroke-width: 1;
      }
      .well,
      .weak,
      .bad {
        stroke-width: 2.5;
      }
      .well {
        stroke: var(--flowing);
      }
      .weak {
        stroke: var(--repairing);
      }
      .bad {
        stroke: var(--broken);
      }
    `,
  ];

  @property({ attribute: false }) direction: Direction = 'youToThem';
  @property({ attribute: false }) series: readonly QualityPoint[] = [];

  protected override render(): TemplateResult {
    const name = this.direction === 'youToThem' ? msg('You to them') : msg('Them to you');
    return html`<p class="small muted" aria-hidden="true">${name}</p>
      <div class="chart">
        <div class="scale" aria-hidden="true">${GUIDES.map((mos) => html`<span>${mos}</span>`)}</div>
        <svg
          viewBox="0 0 ${CHART.width} ${CHART.height}"
          preserveAspectRatio="none"
          role="img"
          aria-label=${this.#words()}
        >
          ${GUIDES.map((mos) => svg`<path class="guide" d="M0 ${heightOf(mos)}H${CHART.width}"/>`)}
          ${chartLines(this.series, this.direction).map(
            ({ mood, way }) => svg`<path class=${mood} d=${way}/>`,
          )}
        </svg>
      </div>`;
  }

  #words(): string {
    const { series, direction } = this;
    const { mos, lowestMos, gapSeconds } = digestOf(series, direction);
    return chartWords({
      direction: direction === 'youToThem' ? 'out' : 'back',
      seconds: ((series.at(-1)?.atMs ?? 0) - (series[0]?.atMs ?? 0)) / 1000,
      mean: rated(mos),
      lowestMos,
      gapSeconds,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-quality-lane': BwQualityLane;
  }
}
