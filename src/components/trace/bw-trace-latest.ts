// What was said last between this phone and its servers: the newest groups of the trace, each a link to its ladder.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatNumber } from '../../i18n/format.ts';
import { formatMoment } from '../../i18n/format-time.ts';
import { groupWords } from '../../i18n/trace-words.ts';
import { DEFAULT_FILTER, filterGroups, groupTrace, type TraceGroup } from '../../sip/trace/trace-groups.ts';
import { traceAddress } from '../routes.ts';
import { icon } from '../shared/all-icons.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { sipTrace } from '../store-controller.ts';

/** So many are shown. */
const FEW = 8;

@customElement('bw-trace-latest')
export class BwTraceLatest extends LitElement {
  static override styles = [
    baseStyles,
    css`
      li + li {
        border-block-start: 1px solid var(--line);
      }
      a {
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: 56px;
        padding: 8px;
        margin-inline: -8px;
        border-radius: var(--round-1);
        text-decoration: none;
      }
      a:hover {
        background: var(--raised);
      }
      .words {
        flex: 1;
        min-inline-size: 0;
        display: grid;
      }
      b {
        font-weight: 600;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      svg {
        inline-size: 20px;
        block-size: 20px;
        color: var(--muted);
      }
      svg:dir(rtl) {
        transform: scaleX(-1);
      }
    `,
  ];

  readonly #groups = sipTrace(this, (trace) => filterGroups(groupTrace(trace), DEFAULT_FILTER).slice(0, FEW));

  protected override render(): TemplateResult | typeof nothing {
    const groups = this.#groups.value;
    if (groups.length === 0) return nothing;
    return html`<ul>
      ${groups.map((group) => html`<li>${this.#group(group)}</li>`)}
    </ul>`;
  }

  #group({ key, topic, party, entries }: TraceGroup): TemplateResult {
    const last = entries.at(-1);
    const count = formatNumber(entries.length);
    const words = entries.length === 1 ? msg('1 message') : msg(str`${count} messages`);
    return html`<a href=${traceAddress(key)}>
      <span class="words">
        <b><bdi>${groupWords(topic, party)}</bdi></b>
        <span class="small muted"
          >${words}${last === undefined ? nothing : html` · <bdi>${formatMoment(last.atMs, Date.now())}</bdi>`}</span
        >
      </span>
      ${icon('forwards')}
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-trace-latest': BwTraceLatest;
  }
}
