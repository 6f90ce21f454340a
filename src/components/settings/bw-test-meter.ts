// The level of the microphone while the test records. Reads it with requestAnimationFrame; passes through no store.
import { msg } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { formatPercent } from '../../i18n/format.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { microphoneTest } from '../store-controller.ts';

/** How often the meter tells its level to assistive technology, in milliseconds. */
const REPORT_MS = 250;

@customElement('bw-test-meter')
export class BwTestMeter extends LitElement {
  static override styles = [
    baseStyles,
    css`
      svg {
        inline-size: 100%;
        block-size: 12px;
        border: 1px solid var(--edge);
        border-radius: 6px;
        background: var(--raised);
        overflow: hidden;
      }
      :host(:dir(rtl)) svg {
        transform: scaleX(-1);
      }
      rect {
        fill: var(--flowing);
      }
    `,
  ];

  @query('rect') private bar!: SVGRectElement;
  @query('[role="meter"]') private meter!: HTMLElement;
  readonly #test = microphoneTest(this);
  #frame = 0;
  #reportedMs = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#frame = requestAnimationFrame(this.#draw);
  }

  protected override render(): TemplateResult {
    return html`<div
      role="meter"
      aria-label=${msg('Level of your microphone')}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow="0"
    >
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect width="0" height="1"></rect>
      </svg>
    </div>`;
  }

  readonly #draw = (nowMs: number): void => {
    this.#frame = requestAnimationFrame(this.#draw);
    if (!this.hasUpdated) return;
    const level = this.#test.phone.testLevel;
    this.bar.setAttribute('width', (level * 100).toFixed(1));
    if (nowMs - this.#reportedMs < REPORT_MS) return;
    this.#reportedMs = nowMs;
    this.meter.setAttribute('aria-valuenow', (level * 100).toFixed(0));
    this.meter.setAttribute('aria-valuetext', formatPercent(level));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-test-meter': BwTestMeter;
  }
}
