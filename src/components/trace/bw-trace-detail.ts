// One call (or the registration, or the keep-alives) as a ladder, its facts, and a way to copy it whole.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatNumber } from '../../i18n/format.ts';
import { formatMoment } from '../../i18n/format-time.ts';
import { plainText } from '../../i18n/plain-text.ts';
import { groupWords } from '../../i18n/trace-words.ts';
import { copyText } from '../../sip/trace/copy-text.ts';
import type { TraceGroup } from '../../sip/trace/trace-groups.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { clampStyles } from '../shared/styles/clamp-styles.ts';
import './bw-copy-button.ts';
import './bw-trace-ladder.ts';

/** The most messages drawn; a registration of days has more. */
const MOST_DRAWN = 200;

@customElement('bw-trace-detail')
export class BwTraceDetail extends LitElement {
  static override styles = [
    baseStyles,
    clampStyles,
    css`
      section {
        display: grid;
        gap: 12px;
      }
      .facts {
        overflow-wrap: anywhere;
      }
      .clamped {
        --lines: 3;
      }
      bw-trace-ladder {
        margin-block-start: 4px;
      }
    `,
  ];

  @property({ attribute: false }) group: TraceGroup | undefined;
  @property({ attribute: false }) chosen: number | undefined;
  /** Refusals that belong to the ordinary course (ordinary.ts). */
  @property({ attribute: false }) ordinary: ReadonlySet<number> = new Set();

  /** Moves the focus to the title, where the list has given way to this. */
  async focusTitle(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { group } = this;
    const first = group?.entries[0];
    if (group === undefined || first === undefined) return nothing;
    const drawn = group.entries.slice(-MOST_DRAWN);
    const isCall = group.topic === 'call';
    return html`<section aria-labelledby="title">
      <h2 id="title" class="clamped" tabindex="-1"><bdi>${groupWords(group.topic, group.party)}</bdi></h2>
      <div class="facts small muted">
        <p class="figures">${formatMoment(first.atMs, Date.now())}</p>
        ${group.sipCallIds.map((id) => html`<p class="clamped">${msg('Call-ID')} <bdi>${plainText(id)}</bdi></p>`)}
      </div>
      <bw-copy-button
        .label=${isCall ? msg('Copy this call') : msg('Copy all of this')}
        .text=${(): string => copyText(group.entries)}
      ></bw-copy-button>
      ${drawn.length === group.entries.length ? nothing : this.#notDrawn(group.entries.length - drawn.length)}
      <bw-trace-ladder
        .entries=${drawn}
        .chosen=${this.chosen}
        .ordinary=${this.ordinary}
        @message-chosen=${this.#pass}
      ></bw-trace-ladder>
    </section>`;
  }

  #notDrawn(count: number): TemplateResult {
    return html`<p class="muted">
      ${msg(str`The ${formatNumber(count)} messages before these are not drawn; copying takes them along.`)}
    </p>`;
  }

  readonly #pass = ({ detail }: CustomEvent<number | undefined>): void => {
    this.dispatchEvent(new CustomEvent('message-chosen', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-trace-detail': BwTraceDetail;
  }
}
