// The technical facts of a call in words: quality, path, codec, round trip. Nothing here needs to be read to make a call.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { candidateWords, pathWords } from '../../i18n/flow-words.ts';
import { formatMilliseconds, formatNumber } from '../../i18n/format.ts';
import { unseenWords } from '../../i18n/mending-words.ts';
import { qualityLine } from '../../i18n/quality-words.ts';
import type { CallVitals } from '../../diagnosis/flow.ts';
import type { Call } from '../../sip/call-state.ts';
import { traceAddress } from '../routes.ts';
import { presentlyRated } from '../shared/rated.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { callVitals } from '../store-controller.ts';
import { callVerdict } from './call-verdict.ts';

function codecWords(vitals: CallVitals): string {
  const { codec, clockRateHz } = vitals;
  if (codec === undefined) return msg('not agreed yet');
  const name = codec.toLowerCase() === 'opus' ? 'Opus' : codec;
  if (clockRateHz === undefined) return name;
  return msg(str`${name}, ${formatNumber(clockRateHz / 1000)} kHz`);
}

@customElement('bw-call-facts')
export class BwCallFacts extends LitElement {
  static override styles = [
    baseStyles,
    css`
      h2 {
        margin-block-end: 4px;
      }
      a {
        display: inline-grid;
        align-items: center;
        min-block-size: 44px;
      }
      div {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 16px;
        padding-block: 8px;
        border-block-end: 1px solid var(--line);
      }
      dt {
        color: var(--muted);
      }
      dd {
        min-inline-size: 0;
        overflow-wrap: anywhere;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) call: Call | undefined;
  readonly #vitals = callVitals(this);
  readonly #verdict = callVerdict(this);

  protected override render(): TemplateResult {
    const vitals = this.#vitals.value;
    const { rttMs, ends, recent = [] } = vitals;
    const quality = qualityLine(presentlyRated(recent, 'youToThem'), presentlyRated(recent, 'themToYou'));
    return html`<section aria-labelledby="title">
      <h2 id="title">${msg('Connection')}</h2>
      <dl>
        ${quality === undefined ? nothing : this.#fact(msg('Sound'), quality)}
        ${this.#fact(msg('Path'), pathWords(this.#verdict.value?.path ?? vitals.path))}
        ${
          ends === undefined
            ? nothing
            : this.#fact(msg('Addresses (ICE)'), candidateWords(ends.local, ends.remote, ends.protocol))
        }
        ${this.#fact(msg('Codec'), codecWords(vitals))}
        ${rttMs === undefined ? nothing : this.#fact(msg('Round trip'), formatMilliseconds(rttMs))}
        ${this.#unseen()}
      </dl>
      <a href=${traceAddress(this.call?.id)}>${msg('SIP messages')}</a>
    </section>`;
  }

  /** Beside a verdict that something is wrong it is said there. */
  #unseen(): TemplateResult | typeof nothing {
    const verdict = this.#verdict.value;
    if (verdict?.gravity !== 'calm' || verdict.unseen.length === 0) return nothing;
    return this.#fact(msg('Not seen by the phone'), unseenWords(verdict.unseen).join(', '));
  }

  #fact(name: string, value: string): TemplateResult {
    return html`<div>
      <dt>${name}</dt>
      <dd><bdi>${value}</bdi></dd>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-call-facts': BwCallFacts;
  }
}
