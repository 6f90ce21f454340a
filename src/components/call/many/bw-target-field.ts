// A small field for whom to call or to transfer to. It is parsed as in the dialler, and recent numbers are listed beneath.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { choiceWords, dialWords, nobodyWords, targetWords } from '../../../i18n/dial-words.ts';
import { accountOfCall } from '../../../phone/accounts/account-selectors.ts';
import { liveCalls } from '../../../phone/calls/calls-state.ts';
import type { Call } from '../../../sip/call-state.ts';
import type { DialReading, DialTarget } from '../../../sip/dial/dial-reading.ts';
import { readDial } from '../../../sip/dial/read-dial.ts';
import { partyName, partyTarget } from '../../shared/party.ts';
import { targetInput, targetInputStyles } from '../../shared/target-input.ts';
import { baseStyles, buttonStyles } from '../../shared/styles/base-styles.ts';
import { formStyles } from '../../shared/styles/form-styles.ts';
import { phoneState } from '../../store-controller.ts';

const MOST_RECENT = 3;

const isNobody = ({ kind }: DialReading): boolean => kind === 'empty' || kind === 'nothing';

interface Recent {
  readonly name: string;
  readonly target: string;
}

@customElement('bw-target-field')
export class BwTargetField extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    formStyles,
    targetInputStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 6px;
      }
      .read:empty {
        display: none;
      }
      .picks {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .picks .button {
        max-inline-size: 100%;
        padding-inline: 12px;
        font-size: var(--text-1);
      }
      .picks bdi {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  /** What is asked for. */
  @property() label = '';
  /** The call whose account reads the number; the one that dials where there is none. */
  @property({ attribute: false }) call: Call | undefined;
  @state() private text = '';
  /** One of several that the person chose. */
  @state() private chosen: DialTarget | undefined;
  /** Whom to call was asked for before it was clear. */
  @state() private isMissed = false;
  @query('input') private input!: HTMLInputElement;
  readonly #state = phoneState(this, (state) => state);

  /** Whom to call, as the phone takes it; undefined where that is not clear yet. */
  get called(): string | DialTarget | undefined {
    return this.chosen ?? (this.#reading.kind === 'target' ? this.text : undefined);
  }

  /** Says that nobody is named yet, and puts the focus where that is mended. */
  focusField(): void {
    this.isMissed = true;
    const choice = this.renderRoot.querySelector<HTMLElement>('.choice button');
    (choice ?? this.input).focus();
  }

  protected override firstUpdated(): void {
    this.input.focus();
  }

  protected override render(): TemplateResult {
    const reading = this.#reading;
    const isWrong = reading.kind === 'refused' || (this.isMissed && isNobody(reading));
    return html`<div class="field">
        <label for="target">${this.label}</label>
        ${targetInput({
          text: this.text,
          isWrong,
          words: 'words',
          edited: this.#edited,
          pressed: this.#onKey,
        })}
      </div>
      <p class="read ${isWrong ? 'wrong' : ''}" id="words" aria-live="polite">${this.#words(reading)}</p>
      ${this.#picks(reading)}`;
  }

  get #reading(): DialReading {
    const state = this.#state.value;
    return readDial(this.text, accountOfCall(state, this.call)?.account.domain ?? '');
  }

  #words(reading: DialReading): TemplateResult | typeof nothing {
    const words = this.chosen === undefined ? this.#readingWords(reading) : targetWords(this.chosen);
    return words === '' ? nothing : html`<bdi>${words}</bdi>`;
  }

  #readingWords(reading: DialReading): string {
    return this.isMissed && isNobody(reading) ? nobodyWords() : dialWords(reading);
  }

  /** Of several, the person says which; before anything is typed, the last numbers are offered. */
  #picks(reading: DialReading): TemplateResult | typeof nothing {
    if (reading.kind === 'choice' && this.chosen === undefined) return this.#choice(reading.targets);
    if (reading.kind !== 'empty') return nothing;
    const recent = this.#recent;
    if (recent.length === 0) return nothing;
    return html`<div class="picks" role="group" aria-label=${msg('Recent')}>
      ${recent.map(({ name, target }) => {
        const pick = (): void => {
          this.text = target;
          this.input.focus();
        };
        return html`<button type="button" class="button" @click=${pick}><bdi>${name}</bdi></button>`;
      })}
    </div>`;
  }

  #choice(targets: readonly DialTarget[]): TemplateResult {
    return html`<div class="picks choice" role="group" aria-labelledby="words">
      ${targets.map((target) => {
        const choose = (): void => {
          this.chosen = target;
          this.input.focus();
        };
        return html`<button type="button" class="button" @click=${choose}>
          <bdi>${choiceWords(target)}</bdi>
        </button>`;
      })}
    </div>`;
  }

  get #recent(): readonly Recent[] {
    const state = this.#state.value;
    const domain = accountOfCall(state, this.call)?.account.domain ?? '';
    const found = new Map<string, Recent>();
    // Whom the person talks to already is nobody to call.
    const present = liveCalls(state).map(({ remote }) => remote.uri);
    for (const { remote } of state.history) {
      const reading = readDial(partyTarget(remote), domain);
      if (found.size === MOST_RECENT) break;
      if (reading.kind !== 'target' || present.includes(remote.uri)) continue;
      if (!found.has(reading.shown))
        found.set(reading.shown, { name: partyName(remote), target: reading.shown });
    }
    return [...found.values()];
  }

  readonly #edited = (): void => {
    this.text = this.input.value;
    this.chosen = undefined;
    this.isMissed = false;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('target-entered'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-target-field': BwTargetField;
  }
  interface HTMLElementEventMap {
    /** Enter was pressed in the field. */
    'target-entered': CustomEvent<void>;
    /** What a panel of the call is there for was done. */
    'panel-done': CustomEvent<void>;
  }
}
