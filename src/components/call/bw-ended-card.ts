// What became of the call, in words: what happened, why, what to do; how long; and whether sound went both ways.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { hangUpWords, missedWords } from '../../i18n/call-words.ts';
import { failureWords } from '../../i18n/failure-words.ts';
import { formatDuration } from '../../i18n/format.ts';
import type { TerminatedCall } from '../../sip/call-state.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { icon } from '../shared/icons.ts';
import { partyName, partyTarget } from '../shared/party.ts';
import { isTyping } from '../shared/typing.ts';
import { phoneState } from '../store-controller.ts';
import '../shared/bw-receipt.ts';

interface Ending {
  readonly title: string;
  readonly more: readonly string[];
}

function endingOf(call: TerminatedCall): Ending {
  const { cause, by } = call.end;
  const answered = call.answeredAtMs !== undefined;
  const missed = call.direction === 'incoming' && !answered;
  const given = cause === undefined || cause === 'cancelled' || cause === 'noAnswer' || cause === 'declined';
  if (missed && given) return { title: missedWords(by), more: [] };
  if (cause === undefined || (cause === 'cancelled' && by === 'local')) {
    return { title: hangUpWords(by, answered), more: [] };
  }
  const words = failureWords(cause);
  return { title: words.title, more: [words.cause, words.remedy] };
}

@customElement('bw-ended-card')
export class BwEndedCard extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      section {
        display: grid;
        gap: 24px;
      }
      .what {
        display: grid;
        gap: 8px;
      }
      h1 {
        text-wrap: balance;
      }
      .with {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        justify-content: space-between;
        color: var(--muted);
        overflow-wrap: anywhere;
      }
      .code {
        font-size: var(--text-1);
        color: var(--muted);
        overflow-wrap: anywhere;
      }
      .actions {
        display: grid;
        gap: 8px;
      }
    `,
  ];

  readonly #call = phoneState(this, (state) => state.call);
  readonly #history = phoneState(this, (state) => state.history);

  protected override firstUpdated(): void {
    if (!isTyping()) this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const call = this.#call.value;
    if (call?.phase !== 'terminated') return nothing;
    const { title, more } = endingOf(call);
    return html`<section aria-labelledby="title">
      <div class="what">
        <p class="with">
          <bdi>${partyName(call.remote)}</bdi>
          ${
            call.answeredAtMs === undefined
              ? nothing
              : html`<span class="figures"
                  >${formatDuration((call.end.atMs - call.answeredAtMs) / 1000)}</span
                >`
          }
        </p>
        <h1 id="title" tabindex="-1">${title}</h1>
        ${more.map((sentence) => html`<p>${sentence}</p>`)} ${this.#code(call)}
      </div>
      ${this.#receipt(call)}
      <div class="actions">${this.#actions(call)}</div>
    </section>`;
  }

  #code(call: TerminatedCall): TemplateResult | typeof nothing {
    const { statusCode, reasonPhrase } = call.end;
    if (statusCode === undefined) return nothing;
    const words = reasonPhrase ? msg(str`The server said: ${reasonPhrase}`) : '';
    return html`<p class="code" dir="auto">SIP ${String(statusCode)}${words === '' ? '' : `. ${words}`}</p>`;
  }

  #receipt(call: TerminatedCall): TemplateResult | typeof nothing {
    const entry = this.#history.value.find((candidate) => candidate.id === call.id);
    if (call.answeredAtMs === undefined || entry === undefined) return nothing;
    return html`<bw-receipt full .youToThem=${entry.youToThem} .themToYou=${entry.themToYou}></bw-receipt>`;
  }

  #actions(call: TerminatedCall): TemplateResult {
    const { phone } = this.#call;
    const again = (): void => void phone.dial(partyTarget(call.remote));
    const close = (): void => {
      phone.dismissCall();
    };
    return html`<button class="button primary tall" @click=${again}>
        ${icon('phone')}${msg('Dial again')}
      </button>
      <button class="button tall" @click=${close}>${msg('Close')}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-ended-card': BwEndedCard;
  }
}
