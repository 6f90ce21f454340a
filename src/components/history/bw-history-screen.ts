// The call history, by day. Looking at it marks missed calls as seen.
import { msg } from '@lit/localize';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatDay } from '../../i18n/format.ts';
import { missedCount, type HistoryEntry } from '../../phone/history.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { listStyles } from '../shared/styles/list-styles.ts';
import { screenStyles } from '../shared/styles/screen-styles.ts';
import { phoneState } from '../store-controller.ts';
import './bw-clear-history.ts';
import './bw-history-entry.ts';

interface Day {
  readonly name: string;
  readonly entries: readonly HistoryEntry[];
}

/** The entries by day, in the order they come. */
function byDay(history: readonly HistoryEntry[], nowMs: number): readonly Day[] {
  const days = new Map<string, HistoryEntry[]>();
  for (const entry of history) {
    const name = formatDay(entry.startedAtMs, nowMs);
    days.set(name, [...(days.get(name) ?? []), entry]);
  }
  return [...days].map(([name, entries]) => ({ name, entries }));
}

@customElement('bw-history-screen')
export class BwHistoryScreen extends LitElement {
  static override styles = [baseStyles, listStyles, screenStyles];

  readonly #history = phoneState(this, (state) => state.history);

  protected override updated(): void {
    void this.#markSeen();
  }

  protected override render(): TemplateResult {
    const history = this.#history.value;
    return html`<div class="screen">
      <div class="top">
        <h1>${msg('History')}</h1>
        ${history.length === 0 ? '' : html`<bw-clear-history></bw-clear-history>`}
      </div>
      ${history.length === 0 ? this.#empty() : byDay(history, Date.now()).map((day) => this.#day(day))}
    </div>`;
  }

  /** After the update, since it changes what this screen shows. */
  async #markSeen(): Promise<void> {
    await this.updateComplete;
    if (missedCount(this.#history.value) > 0) this.#history.phone.markHistorySeen();
  }

  #day(day: Day): TemplateResult {
    return html`<section aria-label=${day.name}>
      <h2>${day.name}</h2>
      <ul class="rows">
        ${day.entries.map((entry) => html`<li><bw-history-entry .entry=${entry}></bw-history-entry></li>`)}
      </ul>
    </section>`;
  }

  #empty(): TemplateResult {
    return html`<div class="empty">
      <h2>${msg('Nothing here yet')}</h2>
      <p class="muted">
        ${msg('Every call leaves a line here: who, when, and whether sound went both ways. It stays on this device.')}
      </p>
      <a href="#/phone">${msg('Make the first call')}</a>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-history-screen': BwHistoryScreen;
  }
}
