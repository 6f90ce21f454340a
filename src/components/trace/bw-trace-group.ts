// One group of the list: its name, which leads to its ladder, and its last messages in order.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { formatNumber } from '../../i18n/format.ts';
import { formatDay, formatExactTime, formatTime } from '../../i18n/format-time.ts';
import { plainText } from '../../i18n/plain-text.ts';
import { directionWords, groupWords, messageWords } from '../../i18n/trace-words.ts';
import type { TraceEntry } from '../../sip/trace/trace-entry.ts';
import type { TraceGroup } from '../../sip/trace/trace-groups.ts';
import { traceAddress } from '../routes.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { icon } from '../shared/all-icons.ts';
import { clampStyles } from '../shared/styles/clamp-styles.ts';
import { listStyles } from '../shared/styles/list-styles.ts';
import { hostOf } from './message-text.ts';

/** How many messages of a group stand in the list until somebody asks for more, and how many come each time. */
const FEW = 12;
const MORE = 100;

@customElement('bw-trace-group')
export class BwTraceGroup extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    listStyles,
    clampStyles,
    css`
      .title {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        min-block-size: 44px;
        padding: 4px 8px;
        border-radius: var(--round-1);
        text-decoration: none;
      }
      .title:hover,
      .title[aria-current] {
        background: var(--raised);
      }
      .title h2 {
        min-inline-size: 0;
        text-decoration: underline;
        text-decoration-thickness: 1px;
        text-underline-offset: 0.2em;
      }
      .title span {
        flex: none;
      }
      .rows {
        margin-block-start: 0;
      }
      .row {
        min-block-size: 52px;
        padding-block: 4px;
      }
      .row[aria-current] {
        background: var(--raised);
      }
      .glyph svg {
        inline-size: 20px;
        block-size: 20px;
      }
      .glyph svg:dir(rtl) {
        transform: scaleX(-1);
      }
      .first {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 8px;
      }
      .bad {
        color: var(--broken);
      }
    `,
  ];

  @property({ attribute: false }) group: TraceGroup | undefined;
  /** Whether its ladder is shown. */
  @property({ type: Boolean }) current = false;
  /** The message whose text is open. */
  @property({ attribute: false }) chosen: number | undefined;
  /** Refusals that belong to the ordinary course (ordinary.ts). */
  @property({ attribute: false }) ordinary: ReadonlySet<number> = new Set();
  /** How many messages may be shown. */
  @state() private room = FEW;

  /** Moves the focus to the link to the ladder. */
  async focusTitle(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector('a')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { group } = this;
    const last = group?.entries.at(-1);
    if (group === undefined || last === undefined) return nothing;
    const name = groupWords(group.topic, group.party);
    const shown = group.entries.slice(-this.room);
    return html`<div role="group" aria-label=${name}>
      <a
        class="title"
        href=${traceAddress(group.key)}
        aria-current=${ifDefined(this.current ? 'true' : undefined)}
      >
        <h2 class="clamped"><bdi>${name}</bdi></h2>
        <span class="small muted figures"
          >${formatDay(last.atMs, Date.now())}, ${formatTime(last.atMs)} ·
          ${formatNumber(group.entries.length)}<span class="unseen"> ${msg('messages')}</span></span
        >
      </a>
      ${shown.length === group.entries.length ? nothing : this.#more(group.entries.length)}
      <ol class="rows">
        ${shown.map((entry) => html`<li>${this.#row(entry)}</li>`)}
      </ol>
    </div>`;
  }

  #more(count: number): TemplateResult {
    const isRest = count - this.room <= MORE;
    const show = (): void => {
      this.room = isRest ? count + MORE : this.room + MORE;
    };
    return html`<button class="button bare" @click=${show}>
      ${
        isRest
          ? msg(str`Show all ${formatNumber(count)} messages`)
          : msg(str`Show ${formatNumber(MORE)} more of ${formatNumber(count)} messages`)
      }
    </button>`;
  }

  #row(entry: TraceEntry): TemplateResult {
    const failed = (entry.status ?? 0) >= 400 && !this.ordinary.has(entry.id);
    const choose = (): void => {
      this.dispatchEvent(new CustomEvent('message-chosen', { detail: entry.id }));
    };
    const isCurrent = entry.id === this.chosen;
    return html`<button
      class="row"
      aria-current=${ifDefined(isCurrent ? 'true' : undefined)}
      @click=${choose}
    >
      <span class="glyph">${icon(entry.direction === 'out' ? 'forwards' : 'backwards')}</span>
      <span class="text">
        <span class="first">
          <span class="name ${failed ? 'bad' : ''}"
            ><span class="unseen">${directionWords(entry.direction)}: </span
            ><bdi>${messageWords(entry)}</bdi></span
          >
          <span class="small muted figures">${formatExactTime(entry.atMs)}</span>
        </span>
        <span class="clamped small muted figures">${this.#details(entry)}</span>
      </span>
    </button>`;
  }

  #details(entry: TraceEntry): TemplateResult {
    const from = plainText(entry.from);
    const to = plainText(entry.to);
    const who = from === '' && to === '' ? [] : [msg(str`from ${from} to ${to}`)];
    const parts = [...who, hostOf(entry.server)];
    return html`${parts.map((part, index) => html`${index === 0 ? '' : ' · '}<bdi>${part}</bdi>`)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-trace-group': BwTraceGroup;
  }
}
