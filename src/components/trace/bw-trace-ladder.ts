// A ladder diagram: who sent what to whom, in order. Each row is a button that opens the text of its message; read in
// order, the rows say the same as the drawing.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { formatLater } from '../../i18n/format-time.ts';
import { directionWords, messageWords } from '../../i18n/trace-words.ts';
import { ladderOf, type Arrow, type Ladder } from '../../sip/trace/ladder.ts';
import type { TraceEntry } from '../../sip/trace/trace-entry.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { ladderStyles } from './ladder-styles.ts';
import { hasSdp, hostOf } from './message-text.ts';
import './bw-trace-message.ts';

/** Where the outer lanes stand, in percent of the width. */
const FIRST = 3;
const LAST = 97;

function moodOf({ kind, status }: TraceEntry): string {
  if (kind === 'request') return 'request';
  if (status === undefined) return 'plain';
  if (status < 200) return 'waiting';
  return status < 300 ? 'good' : 'bad';
}

@customElement('bw-trace-ladder')
export class BwTraceLadder extends LitElement {
  static override styles = [baseStyles, ladderStyles];

  @property({ attribute: false }) entries: readonly TraceEntry[] = [];
  /** Whose text is open. */
  @property({ attribute: false }) chosen: number | undefined;
  /** Refusals that belong to the ordinary course (ordinary.ts). */
  @property({ attribute: false }) ordinary: ReadonlySet<number> = new Set();

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('chosen') && this.chosen !== undefined)
      this.renderRoot.querySelector('[aria-expanded="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const ladder = ladderOf(this.entries);
    return html`<div class="lanes small" aria-hidden="true">
        <span class="names"
          ><span>${msg('This phone')}</span
          >${ladder.servers.map((url) => html`<span><bdi>${hostOf(url)}</bdi></span>`)}</span
        >
      </div>
      <ol aria-label=${msg('Messages in order')}>
        ${repeat(
          ladder.arrows,
          ({ entry }) => entry.id,
          (arrow) => html`<li>${this.#row(arrow, ladder)}</li>`,
        )}
      </ol>`;
  }

  #row(arrow: Arrow, ladder: Ladder): TemplateResult {
    const { entry, retransmission, offsetMs } = arrow;
    const open = entry.id === this.chosen;
    const choose = (): void => {
      const detail = open ? undefined : entry.id;
      this.dispatchEvent(new CustomEvent('message-chosen', { detail }));
    };
    return html`<button
        class="row ${this.ordinary.has(entry.id) ? 'plain' : moodOf(entry)}"
        aria-expanded=${open}
        @click=${choose}
      >
        <span class="when figures muted"><bdi>${formatLater(offsetMs)}</bdi></span>
        <span class="drawing ${retransmission ? 'again' : ''}">
          ${this.#drawing(arrow, ladder.servers.length)}
          <span class="label">
            <span class="unseen">${directionWords(entry.direction)}, ${hostOf(entry.server)}: </span>
            <bdi><b>${messageWords(entry)}</b></bdi>
            ${this.#more(arrow)}
          </span>
        </span>
      </button>
      ${open ? html`<bw-trace-message .entry=${entry}></bw-trace-message>` : nothing}`;
  }

  #more({ entry, retransmission }: Arrow): TemplateResult {
    const parts = [
      ...(entry.kind === 'response' ? [entry.method] : []),
      ...(hasSdp(entry.text) ? ['SDP'] : []),
      ...(retransmission ? [msg('sent again')] : []),
    ];
    return html`<span class="small muted"><bdi>${parts.join(' · ')}</bdi></span>`;
  }

  #drawing({ entry, server }: Arrow, servers: number): TemplateResult {
    const lane = (index: number): string => `${String(FIRST + ((LAST - FIRST) * index) / servers)}%`;
    const here = lane(0);
    const there = lane(server + 1);
    const outwards = entry.direction === 'out';
    return html`<svg aria-hidden="true">
      ${Array.from({ length: servers + 1 }, (_, index) => svg`<line class="lane" x1=${lane(index)} x2=${lane(index)} y1="0" y2="100%" />`)}
      <line class="arrow" x1=${here} x2=${there} y1="100%" y2="100%" transform="translate(0 -13)" />
      <svg x=${outwards ? there : here} y="100%" overflow="visible">
        <path
          class="head"
          transform="translate(0 -13)"
          d=${outwards ? 'M-10 -6-1 0l-9 6Z' : 'M10 -6 1 0l9 6Z'}
        />
      </svg>
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-trace-ladder': BwTraceLadder;
  }
  interface HTMLElementEventMap {
    /** Somebody wants to see the message with this id, or no message. */
    'message-chosen': CustomEvent<number | undefined>;
  }
}
