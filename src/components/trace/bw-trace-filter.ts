// The filter over the SIP trace: words, topics, directions.
import { msg } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { directionWords, topicWords } from '../../i18n/trace-words.ts';
import { DEFAULT_FILTER, type TraceFilter } from '../../sip/trace/trace-groups.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { icon } from '../shared/all-icons.ts';

const TOPICS = ['call', 'registration', 'keepAlive', 'other'] as const;
const DIRECTIONS = ['out', 'in'] as const;

function toggled<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(member)) next.add(member);
  return next;
}

@customElement('bw-trace-filter')
export class BwTraceFilter extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    formStyles,
    css`
      .filter {
        display: grid;
        gap: 12px;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .button {
        gap: 4px;
        padding-inline: 8px 14px;
        font-size: var(--text-1);
      }
      .button svg {
        inline-size: 18px;
        block-size: 18px;
        visibility: hidden;
      }
      .button[aria-pressed='true'] {
        background: var(--raised);
        border-color: var(--ink);
      }
      .button[aria-pressed='true'] svg {
        visibility: visible;
      }
    `,
  ];

  @property({ attribute: false }) filter: TraceFilter = DEFAULT_FILTER;

  protected override render(): TemplateResult {
    const { topics, directions, text } = this.filter;
    return html`<div class="filter">
      <div class="field">
        <label for="text">${msg('Find in messages')}</label>
        <input
          id="text"
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          placeholder=${msg('INVITE, 486, a number or Call-ID')}
          .value=${text}
          @input=${this.#onText}
        />
      </div>
      <div class="chips" role="group" aria-label=${msg('Show')}>
        ${TOPICS.map((topic) =>
          this.#chip(topicWords(topic), topics.has(topic), { topics: toggled(topics, topic) }),
        )}
        ${DIRECTIONS.map((direction) =>
          this.#chip(directionWords(direction), directions.has(direction), {
            directions: toggled(directions, direction),
          }),
        )}
      </div>
    </div>`;
  }

  #chip(words: string, on: boolean, change: Partial<TraceFilter>): TemplateResult {
    const toggle = (): void => {
      this.#become(change);
    };
    return html`<button class="button" aria-pressed=${on} @click=${toggle}>${icon('check')}${words}</button>`;
  }

  #become(change: Partial<TraceFilter>): void {
    this.dispatchEvent(new CustomEvent('filter-changed', { detail: { ...this.filter, ...change } }));
  }

  readonly #onText = (event: InputEvent): void => {
    this.#become({ text: (event.target as HTMLInputElement).value });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-trace-filter': BwTraceFilter;
  }
  interface HTMLElementEventMap {
    'filter-changed': CustomEvent<TraceFilter>;
  }
}
