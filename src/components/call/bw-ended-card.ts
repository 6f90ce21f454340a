// What became of the call, in words: what happened, why, what to do; how long; and whether sound went both ways.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { receiptHeadline } from '../../i18n/flow-words.ts';
import { formatDuration } from '../../i18n/format-time.ts';
import { conferenceWords } from '../../i18n/many-calls-words.ts';
import { plainText } from '../../i18n/plain-text.ts';
import type { CallCommand } from '../../phone/commands.ts';
import type { HistoryEntry } from '../../phone/history.ts';
import type { Call, TerminatedCall } from '../../sip/call-state.ts';
import { isTone } from '../../sip/dtmf.ts';
import { traceAddress } from '../routes.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { clampStyles } from '../shared/styles/clamp-styles.ts';
import { icon } from '../shared/all-icons.ts';
import { partyAddress, partyClaim, partyName, partyTarget } from '../shared/party.ts';
import { isTyping, isTypingKey } from '../shared/typing.ts';
import { judgePast } from '../../diagnosis/receipt.ts';
import { phoneState } from '../store-controller.ts';
import { endingOf, wasHandedOver } from './ending.ts';
import '../shared/bw-permission-help.ts';
import '../shared/bw-past-sound.ts';

@customElement('bw-ended-card')
export class BwEndedCard extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    // Whatever they are called and whatever the server says, the buttons stay near.
    clampStyles,
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
      .how {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        justify-content: space-between;
        color: var(--muted);
      }
      .who {
        display: grid;
        overflow-wrap: anywhere;
      }
      .name {
        font-size: var(--text-4);
        font-weight: 600;
        line-height: 1.3;
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

  @property({ attribute: false }) call: Call | undefined;
  readonly #history = phoneState(this, (state) => state.history);
  readonly #calls = phoneState(this, (state) => state.calls);
  readonly #allowed = phoneState(this, (state) => state.permission.state === 'granted');
  readonly #singleKeys = phoneState(this, ({ settings }) => settings.singleKeys);
  readonly #setup = phoneState(this, (state) => state.setup !== undefined);

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
  }

  protected override firstUpdated(): void {
    if (!isTyping()) this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { call } = this;
    if (call?.phase !== 'terminated') return nothing;
    const { title, more } = endingOf(call, this.#allowed.value, this.#calls.value);
    return html`<section aria-labelledby="title">
      <div class="what">
        ${this.#headline(call, title)} ${this.#conference(call)}
        ${more.map((sentence) => html`<p>${sentence}</p>`)} ${this.#code(call)}
      </div>
      ${this.#help(call)} ${this.#receipt(call)} ${this.#who(call)}
      <div class="actions">${this.#actions(call)}</div>
    </section>`;
  }

  /** A call ended as calls do is remembered for its sound; one that was handed over, for that. */
  #headline(call: TerminatedCall, title: string): TemplateResult {
    const verdict = this.#verdict(call);
    if (verdict === undefined) return html`<h1 id="title" tabindex="-1">${title}</h1>`;
    const isHandedOver = wasHandedOver(call, this.#calls.value);
    const [headline, beside] = isHandedOver ? [title, verdict] : [verdict, title];
    return html`<p class="how">
        <span id=${ifDefined(isHandedOver ? undefined : 'title')}>${beside}</span>${this.#duration(call)}
      </p>
      <h1 id=${ifDefined(isHandedOver ? 'title' : undefined)} tabindex="-1">${headline}</h1>`;
  }

  #conference({ joinedWith }: TerminatedCall): TemplateResult | typeof nothing {
    return joinedWith === undefined ? nothing : html`<p class="muted">${conferenceWords(joinedWith + 2)}</p>`;
  }

  #help({ end }: TerminatedCall): TemplateResult | typeof nothing {
    if (end.cause === 'microphoneRefused') return html`<bw-permission-help></bw-permission-help>`;
    return end.cause === 'microphoneBlockedBySystem'
      ? html`<bw-permission-help by="system"></bw-permission-help>`
      : nothing;
  }

  #who(call: TerminatedCall): TemplateResult {
    const address = partyAddress(call.remote);
    const claim = partyClaim(call.remote);
    return html`<div class="who">
      ${claim === '' ? nothing : html`<p class="small muted">${claim}</p>`}
      <p class="name clamped"><bdi>${partyName(call.remote)}</bdi></p>
      ${address === '' ? nothing : html`<p class="muted clamped"><bdi>${address}</bdi></p>`}
    </div>`;
  }

  #duration(call: TerminatedCall): TemplateResult | typeof nothing {
    if (call.answeredAtMs === undefined) return nothing;
    const words = formatDuration((call.end.atMs - call.answeredAtMs) / 1000);
    return html`<bdi class="figures">${words}</bdi>`;
  }

  /** What is sure of the sound, where the call was answered and ended as calls do. */
  #verdict(call: TerminatedCall): string | undefined {
    const entry = this.#entry(call);
    if (entry === undefined || call.end.cause !== undefined) return undefined;
    return receiptHeadline(judgePast(entry));
  }

  #entry(call: TerminatedCall): HistoryEntry | undefined {
    if (call.answeredAtMs === undefined) return undefined;
    return this.#history.value.find((candidate) => candidate.id === call.id);
  }

  #code(call: TerminatedCall): TemplateResult | typeof nothing {
    const { statusCode, reasonPhrase } = call.end;
    const said = plainText(reasonPhrase ?? '');
    const code = statusCode === undefined ? '' : `SIP ${String(statusCode)}`;
    const words = said === '' ? '' : msg(str`The server said: ${said}`);
    const line = [code, words].filter((part) => part !== '').join('. ');
    if (line === '') return nothing;
    return html`<p class="code">
      <span class="clamped">${line}</span> <a href=${traceAddress(this.call?.id)}>${msg('SIP messages')}</a>
    </p>`;
  }

  #receipt(call: TerminatedCall): TemplateResult | typeof nothing {
    const entry = this.#entry(call);
    return entry === undefined ? nothing : html`<bw-past-sound folded .entry=${entry}></bw-past-sound>`;
  }

  #actions(call: TerminatedCall): TemplateResult {
    const again = (): void => {
      this.#do({ kind: 'dial', called: partyTarget(call.remote) });
    };
    const close = (): void => {
      this.#do({ kind: 'dismissCall', callId: call.id });
    };
    return html`${this.#follow(call.end.redirectTo)}
      <button class="button ${call.end.redirectTo === undefined ? 'primary' : ''} tall" @click=${again}>
        ${icon('phone')}${msg('Dial again')}
      </button>
      <button class="button tall" @click=${close}>${msg('Close')}</button>`;
  }

  /** A redirection is followed only when the person says so: it may lead anywhere. */
  #follow(target: string | undefined): TemplateResult | typeof nothing {
    if (target === undefined) return nothing;
    const shown = plainText(target.replace(/^sips?:/iu, ''));
    const follow = (): void => {
      this.#do({ kind: 'dial', called: target });
    };
    return html`<button class="button primary tall" @click=${follow}>
      ${icon('phone')}<span class="clamped">${msg('Call')} <bdi dir="ltr">${shown}</bdi></span>
    </button>`;
  }

  #do(command: CallCommand): void {
    void this.#history.phone.calls.do(command);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!isTypingKey(event) || this.#setup.value) return;
    if (event.key === 'Escape' && this.call !== undefined)
      this.#do({ kind: 'dismissCall', callId: this.call.id });
    else if (this.#singleKeys.value && (event.key === '+' || isTone(event.key))) {
      event.preventDefault();
      this.dispatchEvent(new CustomEvent('digit-typed', { detail: event.key }));
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-ended-card': BwEndedCard;
  }
  interface HTMLElementEventMap {
    /** A key of a number was pressed: the next number begins. */
    'digit-typed': CustomEvent<string>;
  }
}
