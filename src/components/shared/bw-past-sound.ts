// The receipt of a call that is over: both lanes, how well it sounded and over which path, what was wrong and what was done about it,
// and what the person says of it, if they like.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { judgePast, type SoundOpinion } from '../../diagnosis/receipt.ts';
import { pathWords } from '../../i18n/flow-words.ts';
import { storyLines } from '../../i18n/story-words.ts';
import type { HistoryEntry } from '../../phone/history.ts';
import { phoneState } from '../store-controller.ts';
import { summaryLine } from './rated.ts';
import { baseStyles, buttonStyles } from './styles/base-styles.ts';
import './bw-receipt.ts';

@customElement('bw-past-sound')
export class BwPastSound extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      li {
        font-size: var(--text-2);
        line-height: 1.4;
      }
      summary {
        min-block-size: 44px;
        padding-block: 10px;
        font-size: var(--text-2);
        cursor: pointer;
      }
      .story {
        display: grid;
        gap: 4px;
      }
      .opinion {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        font-size: var(--text-2);
      }
      .opinion .button {
        padding-inline: 16px;
      }
      [aria-pressed='true'] {
        border-color: var(--action);
        background: var(--action);
        color: var(--on-action);
      }
    `,
  ];

  @property({ attribute: false }) entry: HistoryEntry | undefined;
  /** What was wrong and what was done opens at a press. */
  @property({ type: Boolean }) folded = false;
  readonly #phone = phoneState(this, () => undefined);

  protected override render(): TemplateResult | typeof nothing {
    const { entry } = this;
    if (entry?.outcome !== 'answered') return nothing;
    return html`<bw-receipt full .sound=${judgePast(entry)}></bw-receipt> ${this.#figures(entry)}
      ${this.#story(entry)} ${this.#question(entry)}`;
  }

  #figures({ quality }: HistoryEntry): TemplateResult | typeof nothing {
    const path = quality === undefined || quality.path === 'unknown' ? undefined : pathWords(quality.path);
    const figures = [summaryLine(quality), path].filter((each) => each !== undefined);
    if (figures.length === 0) return nothing;
    return html`<p class="small muted figures">
      ${figures.map((words, index) => html`${index === 0 ? '' : ' · '}<bdi>${words}</bdi>`)}
    </p>`;
  }

  #story({ story }: HistoryEntry): TemplateResult | typeof nothing {
    const lines = story === undefined ? [] : storyLines(story);
    if (lines.length === 0) return nothing;
    const title = msg('What happened to the sound');
    const list = html`<ul class="story" aria-label=${title}>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>`;
    if (!this.folded) return list;
    return html`<details>
      <summary>${title}</summary>
      ${list}
    </details>`;
  }

  #question(entry: HistoryEntry): TemplateResult {
    return html`<div class="opinion" role="group" aria-labelledby="question">
      <span id="question">${msg('Was the sound OK?')}</span>
      ${this.#answer(entry, 'good', msg('Yes'))} ${this.#answer(entry, 'bad', msg('No'))}
    </div>`;
  }

  /** Pressed once more it is taken back. */
  #answer({ id, opinion }: HistoryEntry, meant: SoundOpinion, words: string): TemplateResult {
    const isSaid = opinion === meant;
    const say = (): void => {
      const next = isSaid ? undefined : meant;
      void this.#phone.phone.history.do({ kind: 'rateSound', id, opinion: next });
    };
    return html`<button class="button" aria-pressed=${isSaid ? 'true' : 'false'} @click=${say}>
      ${words}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-past-sound': BwPastSound;
  }
}
