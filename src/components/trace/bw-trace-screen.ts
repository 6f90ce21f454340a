// The SIP trace: every message between this phone and its servers, by call, with a filter; one call as a ladder.
// Which group is shown stands in the address, so that "back" works; which message is open does not.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { copyText } from '../../sip/trace/copy-text.ts';
import {
  DEFAULT_FILTER,
  EVERYTHING,
  filterGroups,
  groupTrace,
  type TraceFilter,
  type TraceGroup,
} from '../../sip/trace/trace-groups.ts';
import { ordinaryRefusals } from '../../sip/trace/ordinary.ts';
import { traceAddress } from '../routes.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { icon } from '../shared/all-icons.ts';
import { LongList, longListStyles } from '../shared/long-list.ts';
import { screenStyles } from '../shared/styles/screen-styles.ts';
import { sipTrace } from '../store-controller.ts';
import { traceStyles } from './trace-styles.ts';
import './bw-clear-trace.ts';
import './bw-copy-button.ts';
import './bw-trace-detail.ts';
import './bw-trace-filter.ts';
import './bw-trace-group.ts';

@customElement('bw-trace-screen')
export class BwTraceScreen extends LitElement {
  static override styles = [baseStyles, buttonStyles, screenStyles, traceStyles, longListStyles];

  /** Key of the group whose ladder is shown; empty for none. */
  @property() chosen = '';
  @state() private filter: TraceFilter = DEFAULT_FILTER;
  @state() private message: number | undefined;
  readonly #groups = sipTrace(this, groupTrace);
  readonly #ordinary = sipTrace(this, ordinaryRefusals);
  readonly #list = new LongList<TraceGroup>(this, { keyOf: ({ key }) => key, rowHeight: 280, beyond: 2 });
  #shown: readonly TraceGroup[] = [];

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('chosen');
    if (before !== undefined && before !== this.chosen) void this.#followFocus(before);
  }

  protected override render(): TemplateResult {
    const groups = this.#groups.value;
    const chosen = groups.find(({ key }) => key === this.chosen);
    return html`<div class="screen ${chosen === undefined ? 'nothing-chosen' : 'chosen'}">
      <div class="intro">
        <a class="back" href="#/network">${icon('backwards')}${msg('Network')}</a>
        <h1>${msg('SIP messages')}</h1>
        <p class="muted">
          ${msg(
            'What this phone and its servers said to each other, word for word: the first thing to look at when a call fails. Passwords, keys and what people typed are taken out. It stays on this device.',
          )}
        </p>
      </div>
      ${groups.length === 0 ? this.#empty() : this.#both(groups, chosen)}
    </div>`;
  }

  #empty(): TemplateResult {
    return html`<div class="empty">
      <h2>${msg('No messages yet')}</h2>
      <p class="muted">
        ${msg('Sign in and make a call: each message appears here as it is sent or received, and stays for your next visit.')}
      </p>
      <a href="#/phone">${msg('Go to the phone')}</a>
    </div>`;
  }

  #both(groups: readonly TraceGroup[], chosen: TraceGroup | undefined): TemplateResult {
    return html`<div class="both">
      ${this.#aside(filterGroups(groups, this.filter))}
      <div class="detail">
        ${
          chosen === undefined
            ? html`<div class="empty">
                <p class="muted">${msg('Choose a call or a message to see it as a diagram.')}</p>
              </div>`
            : html`<a class="back" href=${traceAddress()}>${icon('backwards')}${msg('All messages')}</a>
                <bw-trace-detail
                  .group=${chosen}
                  .chosen=${this.message}
                  .ordinary=${this.#ordinary.value}
                  @message-chosen=${this.#openMessage}
                ></bw-trace-detail>`
        }
      </div>
    </div>`;
  }

  #aside(shown: readonly TraceGroup[]): TemplateResult {
    this.#shown = shown;
    const text = (): string => {
      const entries = shown.flatMap(({ entries: each }) => each);
      return copyText(entries.sort((a, b) => a.id - b.id));
    };
    return html`<div class="list">
      <div class="actions">
        <bw-copy-button .label=${msg('Copy all')} .text=${text}></bw-copy-button>
        <bw-clear-trace></bw-clear-trace>
      </div>
      <bw-trace-filter .filter=${this.filter} @filter-changed=${this.#refilter}></bw-trace-filter>
      ${shown.length === 0 ? this.#nothingFound() : nothing}
      ${this.#list.render(shown, (group) => this.#group(group))}
    </div>`;
  }

  #group(group: TraceGroup): TemplateResult {
    const choose = ({ detail }: CustomEvent<number | undefined>): void => {
      this.message = detail;
      location.hash = traceAddress(group.key);
    };
    return html`<bw-trace-group
      .group=${group}
      ?current=${group.key === this.chosen}
      .chosen=${this.message}
      .ordinary=${this.#ordinary.value}
      @message-chosen=${choose}
    ></bw-trace-group>`;
  }

  #nothingFound(): TemplateResult {
    const showAll = (): void => {
      this.filter = EVERYTHING;
    };
    return html`<div class="empty" role="status">
      <p>${msg('No message fits this filter.')}</p>
      <button class="button" @click=${showAll}>${msg('Show everything')}</button>
    </div>`;
  }

  /** Where list and ladder take turns, the focus goes to what has come, and back to where it was. */
  async #followFocus(before: string): Promise<void> {
    const list = this.renderRoot.querySelector<HTMLElement>('.list');
    if (list?.offsetParent === null) {
      void this.renderRoot.querySelector('bw-trace-detail')?.focusTitle();
      return;
    }
    const left = this.#shown.find(({ key }) => key === before);
    if (this.chosen !== '' || left === undefined) return;
    await this.#list.reveal(left);
    const groups = [...this.renderRoot.querySelectorAll('bw-trace-group')];
    void groups.find(({ group }) => group?.key === before)?.focusTitle();
  }

  readonly #openMessage = ({ detail }: CustomEvent<number | undefined>): void => {
    this.message = detail;
  };

  readonly #refilter = ({ detail }: CustomEvent<TraceFilter>): void => {
    this.filter = detail;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-trace-screen': BwTraceScreen;
  }
}
