// The path as an emblem: two ends, one line, sound in both lanes. Decoration; it never stands for a state.
import { LitElement, css, html, svg, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';

const HEIGHTS = [3, 5, 9, 14, 10, 6, 12, 18, 13, 8, 4, 7, 11, 16, 20, 14, 9, 5, 8, 12, 7, 4, 3];

@customElement('bw-emblem')
export class BwEmblem extends LitElement {
  static override styles = css`
    :host {
      display: block;
      color: var(--ink);
    }
    svg {
      inline-size: 100%;
      max-inline-size: 340px;
      block-size: auto;
      display: block;
    }
    .lane {
      stroke: var(--flowing);
      stroke-width: 3.5;
      stroke-linecap: round;
    }
    .axis {
      stroke: var(--edge);
      stroke-width: 1;
    }
    circle {
      fill: none;
      stroke: currentColor;
      stroke-width: 2.5;
    }
    .dot {
      fill: currentColor;
      stroke: none;
    }
  `;

  protected override render(): TemplateResult {
    const bars = HEIGHTS.map((height, index) => {
      const x = 51 + index * 10.8;
      const back = HEIGHTS[(index * 7 + 5) % HEIGHTS.length] ?? 3;
      return svg`<path class="lane" d="M${x} 29v${-height}M${x} 35v${back}"/>`;
    });
    return html`<svg viewBox="0 0 340 64" aria-hidden="true">
      <path class="axis" d="M42 32h256" />
      ${bars}
      <circle cx="22" cy="32" r="18" />
      <circle class="dot" cx="22" cy="32" r="5" />
      <circle cx="318" cy="32" r="18" />
      <circle class="dot" cx="318" cy="32" r="5" />
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-emblem': BwEmblem;
  }
}
