// One call of the history: how it ended, when, how long, the small path, call back, delete. Where the details are shown beside
// the list, its text is a button that selects it (`entry-chosen`).
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { isSignedIn } from '../../phone/accounts/account-selectors.ts';
import { formatDuration, formatTime } from '../../i18n/format-time.ts';
import {
  byAccountWords,
  handedToWords,
  outcomeWords,
  repeatWords,
  severalCallers,
} from '../../i18n/history-words.ts';
import { conferenceWords } from '../../i18n/many-calls-words.ts';
import type { HistoryEntry } from '../../phone/history.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { icon } from '../shared/all-icons.ts';
import { listStyles } from '../shared/styles/list-styles.ts';
import { outcomeIcon, outcomeMood } from '../shared/outcome-icon.ts';
import { pastAccount } from './past-account.ts';
import { partyAddress, partyClaim, partyName, partyTarget } from '../shared/party.ts';
import { summaryLine } from '../shared/rated.ts';
import { judgePast } from '../../diagnosis/receipt.ts';
import { phoneState } from '../store-controller.ts';
import '../shared/bw-past-sound.ts';
import '../shared/bw-receipt.ts';

/** Who called, or that it was more than one. */
function nameOf({ remote, repeats }: HistoryEntry): string {
  return repeats?.mixed === true ? severalCallers() : partyName(remote);
}

@customElement('bw-history-entry')
export class BwHistoryEntry extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    listStyles,
    css`
      .row {
        flex-wrap: wrap;
        padding-inline: 0;
        gap: 8px;
      }

      .glyph {
        margin-inline-end: 4px;
      }
      bw-receipt {
        flex: none;
      }
      .sound {
        padding: 4px 8px;
      }
      #more {
        order: 4;
        flex-basis: 100%;
      }
      .claim {
        color: var(--muted);
        font-size: var(--text-1);
        font-weight: 400;
      }
      .tools {
        display: flex;
      }
      .what {
        overflow-wrap: anywhere;
      }
      button.text {
        padding: 4px 8px;
        margin-inline-start: -8px;
        border: 0;
        border-radius: var(--round-1);
        background: none;
        text-align: start;
        cursor: pointer;
      }
      button.text:hover,
      .row[data-chosen] {
        background: var(--raised);
      }
      .row[data-chosen] {
        border-radius: var(--round-1);
      }
      @media (min-width: 1100px) {
        .row {
          padding-inline: 12px;
        }
        .tools {
          inline-size: 88px;
          justify-content: flex-end;
        }
      }
      @media (max-width: 599px) {
        .row {
          flex-wrap: wrap;
          row-gap: 4px;
          padding-block: 12px;
        }
        .text {
          flex-basis: calc(100% - 140px);
        }
        .sound {
          order: 3;
          margin-inline-start: 28px;
        }
      }
    `,
  ];

  @property({ attribute: false }) entry: HistoryEntry | undefined;
  /** Whether it can be chosen, and is; undefined where there is no pane to show it in. */
  @property({ attribute: false }) isChosen: boolean | undefined;
  /** All that is known of the sound is shown beneath. */
  @state() private isOpen = false;
  /** Delete does nothing for the moment. */
  @property({ type: Boolean }) rests = false;
  readonly #canDial = phoneState(this, (state) => isSignedIn(state) && state.ability.kind === 'able');

  readonly #account = phoneState(
    this,
    (state) => this.entry && pastAccount(state, this.entry),
    () => this.entry?.id ?? '',
  );

  protected override render(): TemplateResult | typeof nothing {
    const { entry } = this;
    if (entry === undefined) return nothing;
    return html`<div class="row" ?data-chosen=${this.isChosen === true}>
      <span class="glyph ${outcomeMood(entry)}">${icon(outcomeIcon(entry))}</span>
      ${this.#text(entry)} ${this.#receipt(entry)} ${this.#tools(entry)}
    </div>`;
  }

  /** Where there is no pane for it, pressing it tells more of the sound. */
  #receipt(entry: HistoryEntry): TemplateResult | typeof nothing {
    if (entry.outcome !== 'answered') return nothing;
    const receipt = html`<bw-receipt .sound=${judgePast(entry)}></bw-receipt>`;
    if (this.isChosen !== undefined) return receipt;
    const toggle = (): void => {
      this.isOpen = !this.isOpen;
    };
    return html`<button
        class="button bare sound"
        aria-expanded=${this.isOpen ? 'true' : 'false'}
        aria-controls="more"
        @click=${toggle}
      >
        ${receipt}<span class="unseen">${msg('More of the sound')}</span>
      </button>
      <div id="more" ?hidden=${!this.isOpen}>
        ${this.isOpen ? html`<bw-past-sound .entry=${entry}></bw-past-sound>` : nothing}
      </div>`;
  }

  #text(entry: HistoryEntry): TemplateResult {
    const words = this.#words(entry);
    if (this.isChosen === undefined) return html`<span class="text">${words}</span>`;
    const choose = (): void => {
      this.dispatchEvent(new CustomEvent('entry-chosen', { detail: entry.id }));
    };
    return html`<button
      class="text"
      aria-current=${ifDefined(this.isChosen ? 'true' : undefined)}
      @click=${choose}
    >
      ${words}
    </button>`;
  }

  #words(entry: HistoryEntry): TemplateResult {
    const { repeats, handedTo } = entry;
    const account = this.#account.value;
    const details = [
      outcomeWords(entry),
      formatTime(entry.startedAtMs),
      ...(entry.outcome === 'answered' ? [formatDuration(entry.durationSeconds)] : []),
      ...(repeats === undefined ? [] : [repeatWords(repeats, Date.now())]),
      ...(handedTo === undefined ? [] : [handedToWords(partyName(handedTo))]),
      ...(account === undefined ? [] : [byAccountWords(account)]),
      ...(entry.joinedWith === undefined ? [] : [conferenceWords(entry.joinedWith + 2)]),
    ];
    const quality = summaryLine(entry.quality);
    return html`<span class="name">${this.#claim(entry)}<bdi>${nameOf(entry)}</bdi></span>
      ${this.#address(entry)}
      <span class="small muted figures what"
        >${details.map((part, index) => html`${index === 0 ? '' : ' · '}<bdi>${part}</bdi>`)}</span
      >
      ${quality === undefined || this.isChosen !== undefined ? nothing : html`<bdi class="small muted figures how">${quality}</bdi>`}`;
  }

  /** A name of the caller's own choice says so (RFC 3325). */
  #claim({ remote, repeats }: HistoryEntry): TemplateResult | typeof nothing {
    const words = repeats?.mixed === true ? '' : partyClaim(remote);
    return words === '' ? nothing : html`<span class="claim">${words} </span>`;
  }

  /** What Dial dials, beside whatever name there is. */
  #address({ remote, repeats }: HistoryEntry): TemplateResult | typeof nothing {
    const address = repeats?.mixed === true ? '' : partyAddress(remote);
    return address === ''
      ? nothing
      : html`<span class="small muted address" dir="ltr"><bdi>${address}</bdi></span>`;
  }

  #tools(entry: HistoryEntry): TemplateResult {
    const name = nameOf(entry);
    const { phone } = this.#canDial;
    const target = partyTarget(entry.remote);
    const call = (): void => void phone.calls.do({ kind: 'dial', called: target });
    const remove = (): void => {
      this.dispatchEvent(new CustomEvent('entry-unwanted', { detail: entry.id }));
    };
    return html`<span class="tools">
      ${
        this.#canDial.value && entry.repeats?.mixed !== true && target !== ''
          ? html`<button class="button bare icon" aria-label=${msg(str`Dial ${name}`)} @click=${call}>
              ${icon('phone')}
            </button>`
          : nothing
      }
      <button
        class="button bare icon"
        aria-label=${msg(str`Delete the call with ${name}`)}
        aria-disabled=${this.rests ? 'true' : 'false'}
        @click=${remove}
      >
        ${icon('trash')}
      </button>
    </span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-history-entry': BwHistoryEntry;
  }
  interface HTMLElementEventMap {
    /** Its id. */
    'entry-chosen': CustomEvent<string>;
    /** The person wants it deleted; its id. */
    'entry-unwanted': CustomEvent<string>;
  }
}
