// The call history, by day; only what is in view is drawn. Where there is room, the details of one call are shown beside the
// list. Opening the screen marks missed calls as seen.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formatDay } from '../../i18n/format-time.ts';
import { missedCount, type HistoryEntry } from '../../phone/history.ts';
import { MediaMatch } from '../shared/media-match.ts';
import { PressGuard } from '../shared/press-guard.ts';
import { LongList, longListStyles } from '../shared/long-list.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { screenStyles } from '../shared/styles/screen-styles.ts';
import { phoneState } from '../store-controller.ts';
import './bw-clear-history.ts';
import './bw-history-detail.ts';
import './bw-history-entry.ts';

/** A line, and the day before it where a new one begins. */
interface Line {
  readonly entry: HistoryEntry;
  readonly day: string | undefined;
}

function linesOf(history: readonly HistoryEntry[], nowMs: number): readonly Line[] {
  let before = '';
  return history.map((entry) => {
    const name = formatDay(entry.startedAtMs, nowMs);
    const day = name === before ? undefined : name;
    before = name;
    return { entry, day };
  });
}

@customElement('bw-history-screen')
export class BwHistoryScreen extends LitElement {
  static override styles = [
    baseStyles,
    screenStyles,
    longListStyles,
    css`
      h2 {
        padding-block: 16px 8px;
      }
      .further {
        border-block-start: 1px solid var(--line);
      }
      @media (min-width: 1100px) {
        .screen {
          max-inline-size: 1280px;
        }
        .both {
          display: grid;
          grid-template-columns: minmax(0, 5fr) minmax(0, 4fr);
          align-items: start;
          gap: 40px;
        }
        bw-history-detail {
          position: sticky;
          inset-block-start: 24px;
          max-block-size: calc(100dvh - 48px);
          overflow: auto;
        }
        .long > li:first-child h2 {
          padding-block-start: 0;
        }
      }
    `,
  ];

  /** The call that was chosen; the newest until one was. */
  @state() private chosen = '';
  readonly #guard = new PressGuard(this, 'row');
  readonly #isWide = new MediaMatch(this, '(min-width: 1100px)');
  readonly #history = phoneState(this, (state) => state.history);
  readonly #list = new LongList<Line>(this, {
    keyOf: ({ entry }) => entry.id,
    rowHeight: 77,
    beyond: 6,
  });

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
      ${history.length === 0 ? this.#empty() : this.#calls(history)}
    </div>`;
  }

  #calls(history: readonly HistoryEntry[]): TemplateResult {
    const shown = history.find(({ id }) => id === this.chosen) ?? history[0];
    const isWide = this.#isWide.matches;
    const list = this.#list.render(linesOf(history, Date.now()), (line) =>
      this.#row(line, isWide ? line.entry === shown : undefined),
    );
    if (!isWide) return list;
    return html`<div class="both">
      ${list}<bw-history-detail
        .entry=${shown}
        ?rests=${!this.#guard.isOpen}
        @entry-unwanted=${this.#delete}
      ></bw-history-detail>
    </div>`;
  }

  #row({ entry, day }: Line, isChosen: boolean | undefined): TemplateResult {
    return html`${day === undefined ? nothing : html`<h2>${day}</h2>`}<bw-history-entry
        class=${day === undefined ? 'further' : ''}
        .entry=${entry}
        .isChosen=${isChosen}
        ?rests=${!this.#guard.isOpen}
        @entry-chosen=${this.#choose}
        @entry-unwanted=${this.#delete}
      ></bw-history-entry>`;
  }

  /** The next call stands in the place of this one, under the same finger. */
  readonly #delete = ({ detail: id }: CustomEvent<string>): void => {
    if (!this.#guard.passes()) return;
    this.#guard.arm();
    void this.#history.phone.history.do({ kind: 'deleteHistoryEntry', id });
  };

  readonly #choose = (event: CustomEvent<string>): void => {
    this.chosen = event.detail;
  };

  /** After the update, since it changes what this screen shows. */
  async #markSeen(): Promise<void> {
    await this.updateComplete;
    if (missedCount(this.#history.value) > 0)
      void this.#history.phone.history.do({ kind: 'markHistorySeen' });
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
