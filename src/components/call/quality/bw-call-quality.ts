// How well the call sounds, now and over the last two minutes, in both directions: two lanes and a short table.
// What each figure means and where it comes from: docs/diagnosis.md, "Quality (MOS)".
import { msg } from '@lit/localize';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatBitrate, formatMilliseconds, formatPercent } from '../../../i18n/format.ts';
import { ratedWords } from '../../../i18n/quality-words.ts';
import type { CallVitals, DirectionVitals } from '../../../diagnosis/flow.ts';
import type { Call } from '../../../sip/call-state.ts';
import { presentlyRated } from '../../shared/rated.ts';
import { baseStyles } from '../../shared/styles/base-styles.ts';
import { callVitals } from '../../store-controller.ts';
import { qualityStyles } from './quality-styles.ts';
import './bw-quality-lane.ts';

/** A figure in words; absence is "not known", never zero. */
function figure(value: number | undefined, format: (value: number) => string): string {
  return value === undefined ? msg('not known') : format(value);
}

@customElement('bw-call-quality')
export class BwCallQuality extends LitElement {
  static override styles = [baseStyles, qualityStyles];

  @property({ attribute: false }) call: Call | undefined;
  readonly #vitals = callVitals(this);

  protected override render(): TemplateResult {
    const vitals = this.#vitals.value;
    const series = vitals.recent ?? [];
    return html`<div class="lanes">
        <bw-quality-lane .direction=${'youToThem'} .series=${series}></bw-quality-lane>
        <bw-quality-lane .direction=${'themToYou'} .series=${series}></bw-quality-lane>
        <p class="axis" aria-hidden="true"><span>${msg('2 minutes ago')}</span><span>${msg('now')}</span></p>
      </div>
      ${this.#table(vitals)}
      <p class="small muted">
        ${msg(
          'Estimated from loss and delay (MOS, 1 to 4.5). A gap in a line means that nothing flowed, or that nobody confirmed it.',
        )}
      </p>`;
  }

  #table(vitals: CallVitals): TemplateResult {
    const { youToThem, themToYou, recent = [] } = vitals;
    const both = (value: (direction: DirectionVitals) => string): readonly [string, string] => [
      value(youToThem),
      value(themToYou),
    ];
    return html`<table>
      <caption class="unseen">
        ${msg('Call quality in figures')}
      </caption>
      <thead>
        <tr>
          <td></td>
          <th scope="col">${msg('You to them')}</th>
          <th scope="col">${msg('Them to you')}</th>
        </tr>
      </thead>
      <tbody>
        ${this.#row(msg('Quality (MOS)'), [
          ratedWords(presentlyRated(recent, 'youToThem')),
          ratedWords(presentlyRated(recent, 'themToYou')),
        ])}
        ${this.#row(
          msg('Lost on the way (loss)'),
          both(({ quality }) => figure(quality?.lossRatio, formatPercent)),
        )}
        ${this.#row(
          msg('Uneven arrival (jitter)'),
          both(({ quality }) => figure(quality?.jitterMs, formatMilliseconds)),
        )}
        ${this.#row(
          msg('Gaps filled in (concealment)'),
          both(({ quality }) => figure(quality?.concealedRatio, formatPercent)),
        )}
        ${this.#row(
          msg('Data (bit rate)'),
          both(({ kilobitsPerSecond }) => figure(kilobitsPerSecond, formatBitrate)),
        )}
      </tbody>
    </table>`;
  }

  #row(name: string, [out, back]: readonly [string, string]): TemplateResult {
    return html`<tr>
      <th scope="row">${name}</th>
      <td><bdi>${out}</bdi></td>
      <td><bdi>${back}</bdi></td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-call-quality': BwCallQuality;
  }
}
