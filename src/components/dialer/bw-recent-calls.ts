// The last five people, one tap to call; before the first call, what to do first.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { dialAccount } from '../../phone/accounts/account-selectors.ts';
import { formatMoment } from '../../i18n/format-time.ts';
import { outcomeWords } from '../../i18n/history-words.ts';
import type { HistoryEntry } from '../../phone/history.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { icon } from '../shared/all-icons.ts';
import { listStyles } from '../shared/styles/list-styles.ts';
import { outcomeIcon, outcomeMood } from '../shared/outcome-icon.ts';
import { partyAddress, partyName, partyTarget } from '../shared/party.ts';
import { phoneState } from '../store-controller.ts';
import { judgePast } from '../../diagnosis/receipt.ts';
import '../shared/bw-receipt.ts';

const SHOWN = 5;

/** The newest entry of each of the last people. */
function lastPeople(history: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const seen = new Set<string>();
  const firsts = history.filter((entry) => {
    // A line of many callers has nobody to call back, nor has a withheld number.
    if (entry.repeats?.mixed === true || partyTarget(entry.remote) === '') return false;
    const isNew = !seen.has(entry.remote.uri);
    seen.add(entry.remote.uri);
    return isNew;
  });
  return firsts.slice(0, SHOWN);
}

@customElement('bw-recent-calls')
export class BwRecentCalls extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    listStyles,
    css`
      bw-receipt {
        flex: none;
      }
      .first {
        display: grid;
        gap: 12px;
        justify-items: start;
        padding: 20px;
        border: 1px dashed var(--edge);
        border-radius: var(--round-3);
      }
    `,
  ];

  readonly #history = phoneState(this, (state) => state.history);
  readonly #echo = phoneState(this, (state) => dialAccount(state)?.echoNumber ?? '');

  protected override render(): TemplateResult {
    const people = lastPeople(this.#history.value);
    if (people.length === 0) return this.#empty();
    return html`<section aria-labelledby="title">
      <h2 id="title">${msg('Recent')}</h2>
      <ul class="rows">
        ${people.map((entry) => html`<li>${this.#person(entry)}</li>`)}
      </ul>
    </section>`;
  }

  #person(entry: HistoryEntry): TemplateResult {
    const name = partyName(entry.remote);
    const address = partyAddress(entry.remote);
    const dial = (): void =>
      void this.#history.phone.calls.do({ kind: 'dial', called: partyTarget(entry.remote) });
    return html`<button
      class="row"
      aria-label=${msg(str`Dial ${name}`)}
      aria-describedby="what-${entry.id}"
      @click=${dial}
    >
      <span class="glyph ${outcomeMood(entry)}">${icon(outcomeIcon(entry))}</span>
      <span class="text">
        <span class="name"><bdi>${name}</bdi></span>
        ${address === '' ? nothing : html`<span class="small muted address" dir="ltr"><bdi>${address}</bdi></span>`}
        <span class="small muted" id="what-${entry.id}"
          >${outcomeWords(entry)} · <bdi>${formatMoment(entry.startedAtMs, Date.now())}</bdi></span
        >
      </span>
      ${entry.outcome === 'answered' ? html`<bw-receipt .sound=${judgePast(entry)}></bw-receipt>` : nothing}
      <span class="go">${icon('phone')}</span>
    </button>`;
  }

  #empty(): TemplateResult {
    const echo = this.#echo.value;
    const test = (): void => void this.#echo.phone.calls.do({ kind: 'dial', called: echo });
    return html`<section class="first" aria-labelledby="title">
      <h2 id="title">${msg('No calls yet')}</h2>
      ${
        echo === ''
          ? html`<p class="muted">
              ${msg('Type a number and press Enter. The people you talk to will be listed here.')}
            </p>`
          : html`<p class="muted">
                ${msg(str`Start by hearing yourself: the echo at ${echo} proves that sound goes out and comes back.`)}
              </p>
              <button class="button" @click=${test}>
                ${icon('phone')}<bdi>${msg(str`Hear yourself: call ${echo}`)}</bdi>
              </button>`
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-recent-calls': BwRecentCalls;
  }
}
