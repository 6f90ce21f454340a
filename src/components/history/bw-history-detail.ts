// All that is known of one call of the history, beside the list where there is room: who, when, what became of its sound, and why
// it failed, with what can be done.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { failureWords } from '../../i18n/failure-words.ts';
import { formatDuration, formatMoment } from '../../i18n/format-time.ts';
import { peopleWords } from '../../i18n/many-calls-words.ts';
import { outcomeWords, repeatWords, severalCallers } from '../../i18n/history-words.ts';
import { isSignedIn } from '../../phone/accounts/account-selectors.ts';
import type { HistoryEntry } from '../../phone/history.ts';
import { icon } from '../shared/all-icons.ts';
import { pastAccount } from './past-account.ts';
import { partyAddress, partyClaim, partyName, partyTarget } from '../shared/party.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { clampStyles } from '../shared/styles/clamp-styles.ts';
import { phoneState } from '../store-controller.ts';
import '../shared/bw-past-sound.ts';

@customElement('bw-history-detail')
export class BwHistoryDetail extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    clampStyles,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 20px;
        padding: 24px;
        border: 1px solid var(--line);
        border-radius: var(--round-3);
        background: var(--surface);
      }
      .who {
        display: grid;
        gap: 2px;
      }
      h2 {
        font-size: var(--text-4);
      }
      .clamped {
        --lines: 3;
      }
      dl {
        display: grid;
        grid-template-columns: fit-content(45%) minmax(0, 1fr);
        gap: 8px 24px;
        overflow-wrap: anywhere;
      }
      dt {
        color: var(--muted);
      }
      .why {
        display: grid;
        gap: 4px;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .actions .button {
        max-inline-size: 100%;
      }
    `,
  ];

  @property({ attribute: false }) entry: HistoryEntry | undefined;
  /** Delete does nothing for the moment. */
  @property({ type: Boolean }) rests = false;
  readonly #canDial = phoneState(this, (state) => isSignedIn(state) && state.ability.kind === 'able');

  readonly #mayHear = phoneState(this, ({ permission }) => permission.state === 'granted');

  readonly #account = phoneState(
    this,
    (state) => this.entry && pastAccount(state, this.entry),
    () => this.entry?.id ?? '',
  );

  protected override render(): TemplateResult | typeof nothing {
    const { entry } = this;
    if (entry === undefined) return nothing;
    return html`<section aria-label=${msg('The chosen call')}>
      ${this.#who(entry)} ${this.#facts(entry)}
      <bw-past-sound .entry=${entry}></bw-past-sound> ${this.#why(entry)} ${this.#actions(entry)}
    </section>`;
  }

  #who({ remote, repeats }: HistoryEntry): TemplateResult {
    const isMixed = repeats?.mixed === true;
    const claim = isMixed ? '' : partyClaim(remote);
    const address = isMixed ? '' : partyAddress(remote);
    return html`<div class="who">
      ${claim === '' ? nothing : html`<p class="small muted">${claim}</p>`}
      <h2 class="clamped"><bdi>${isMixed ? severalCallers() : partyName(remote)}</bdi></h2>
      ${address === '' ? nothing : html`<p class="muted address clamped" dir="ltr"><bdi>${address}</bdi></p>`}
    </div>`;
  }

  #facts(entry: HistoryEntry): TemplateResult {
    const now = Date.now();
    const account = this.#account.value;
    const facts: readonly (readonly [string, string])[] = [
      [msg('Outcome'), outcomeWords(entry)],
      [msg('When'), formatMoment(entry.startedAtMs, now)],
      ...(entry.outcome === 'answered'
        ? [[msg('How long'), formatDuration(entry.durationSeconds)] as const]
        : []),
      ...(entry.joinedWith === undefined
        ? []
        : [[msg('Conference'), peopleWords(entry.joinedWith + 2)] as const]),
      ...(entry.repeats === undefined ? [] : [[msg('How often'), repeatWords(entry.repeats, now)] as const]),
      ...(entry.handedTo === undefined ? [] : [[msg('Handed over to'), partyName(entry.handedTo)] as const]),
      ...(account === undefined ? [] : [[msg('Your account'), account] as const]),
    ];
    return html`<dl class="figures">
      ${facts.map(
        ([name, words]) =>
          html`<dt>${name}</dt>
            <dd><bdi>${words}</bdi></dd>`,
      )}
    </dl>`;
  }

  /** What happened is said above already. */
  #why({ direction, outcome, cause, statusCode }: HistoryEntry): TemplateResult | typeof nothing {
    const isPlain = cause === undefined || cause === 'cancelled' || cause === 'noAnswer';
    const isTold = outcome === 'failed' || (direction === 'incoming' && outcome === 'missed' && !isPlain);
    if (cause === undefined || !isTold) return nothing;
    const words = failureWords(cause);
    const isMended = cause === 'microphoneRefused' && this.#mayHear.value;
    const sentences = [words.cause, ...(isMended ? [] : [words.remedy])].filter((one) => one !== '');
    return html`<div class="why">
      ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
      ${statusCode === undefined ? nothing : html`<p class="small muted">SIP ${statusCode}</p>`}
    </div>`;
  }

  #actions(entry: HistoryEntry): TemplateResult {
    const { phone } = this.#canDial;
    const target = partyTarget(entry.remote);
    const canDial = this.#canDial.value && entry.repeats?.mixed !== true && target !== '';
    const remove = (): void => {
      this.dispatchEvent(new CustomEvent('entry-unwanted', { detail: entry.id }));
    };
    return html`<div class="actions">
      ${
        canDial
          ? html`<button
              class="button primary"
              @click=${() => void phone.calls.do({ kind: 'dial', called: target })}
            >
              ${icon('phone')}${entry.direction === 'outgoing' ? msg('Call again') : msg('Call back')}
            </button>`
          : nothing
      }
      <button class="button" aria-disabled=${this.rests ? 'true' : 'false'} @click=${remove}>
        ${icon('trash')}${msg('Delete this call')}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-history-detail': BwHistoryDetail;
  }
}
